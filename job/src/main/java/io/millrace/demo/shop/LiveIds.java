package io.millrace.demo.shop;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.annotation.Nullable;

/** The ids that rows have, and those that rows had, as a transaction of the workload sees them. */
final class LiveIds {
    private final List<Long> live = new ArrayList<>();
    private final Map<Long, Integer> positions = new HashMap<>();
    private final Deque<Long> freed = new ArrayDeque<>();
    private final Deque<Runnable> undo = new ArrayDeque<>();

    LiveIds(List<Long> ids) {
        ids.forEach(this::append);
    }

    /** One of the live ids; null if there is none. */
    @Nullable
    Long any(Random random) {
        return live.isEmpty() ? null : live.get(random.nextInt(live.size()));
    }

    boolean contains(long id) {
        return positions.containsKey(id);
    }

    /** The id that was freed last, for another row to take; null if there is none. */
    @Nullable
    Long takeFreed() {
        Long id = freed.pollLast();
        if (id != null) {
            undo.push(() -> freed.addLast(id));
        }
        return id;
    }

    void add(long id) {
        append(id);
        undo.push(() -> cut(id));
    }

    void free(long id) {
        cut(id);
        freed.addLast(id);
        undo.push(
                () -> {
                    freed.pollLast();
                    append(id);
                });
    }

    void commit() {
        undo.clear();
    }

    void rollBack() {
        while (!undo.isEmpty()) {
            undo.pop().run();
        }
    }

    private void append(long id) {
        positions.put(id, live.size());
        live.add(id);
    }

    private void cut(long id) {
        int position = positions.remove(id);
        long last = live.remove(live.size() - 1);
        if (last != id) {
            live.set(position, last);
            positions.put(last, position);
        }
    }
}
