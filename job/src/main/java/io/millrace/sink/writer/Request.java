package io.millrace.sink.writer;

import io.millrace.change.Address;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.connector.base.sink.writer.ResultHandler;

/** A batch that its target has not taken yet: under way, or waiting to be sent again. */
final class Request {
    private final ResultHandler<DocumentWrite> handler;
    private List<DocumentWrite> writes;

    Request(List<DocumentWrite> writes, ResultHandler<DocumentWrite> handler) {
        this.writes = writes;
        this.handler = handler;
    }

    List<DocumentWrite> writes() {
        return writes;
    }

    /** Leaves only what has to be sent again. */
    void narrow(List<DocumentWrite> remaining) {
        writes = remaining;
    }

    void complete() {
        handler.complete();
    }

    /** Gives what remains back to the head of the writer's buffer, by a mail. */
    void giveBack() {
        handler.retryForEntries(writes);
    }

    /**
     * Of each document the newest write alone, so that a part of a batch can be repeated without
     * bringing back what a later write of it replaced. A write of the same version counts as newer
     * where it comes later.
     *
     * @param replaced takes the others
     */
    static List<DocumentWrite> newestOfEach(
            List<DocumentWrite> writes, Consumer<DocumentWrite> replaced) {
        Map<Address, Integer> places = new HashMap<>();
        List<DocumentWrite> newest = new ArrayList<>(writes.size());
        for (DocumentWrite write : writes) {
            Integer place =
                    write.id() == null ? null : places.putIfAbsent(write.address(), newest.size());
            if (place == null) {
                newest.add(write);
            } else if (newest.get(place).version() <= write.version()) {
                replaced.accept(newest.set(place, write));
            } else {
                replaced.accept(write);
            }
        }
        return newest;
    }
}
