package io.millrace.cli;

import io.millrace.backfill.Backfill;
import io.millrace.backfill.BackfillPhase;
import io.millrace.console.StatusBlock;
import io.millrace.pipeline.control.BackfillControl;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Looks at backfills until they end. */
final class BackfillWatch {
    private static final Duration INTERVAL = Duration.ofMillis(500);

    private final Set<Long> ids;
    private final boolean all;
    private final BackfillProgress progress = new BackfillProgress();

    private BackfillWatch(Collection<Long> ids, boolean all) {
        this.ids = new TreeSet<>(ids);
        this.all = all;
    }

    /** All that are open, and those that come to be until the last of them has ended. */
    static BackfillWatch ofOpen() {
        return new BackfillWatch(Set.of(), true);
    }

    static BackfillWatch ofIds(Collection<Long> ids) {
        return new BackfillWatch(ids, false);
    }

    /** 1 if one of them has failed, else 0. */
    int run(BackfillControl backfills, PrintWriter out) throws InterruptedException {
        StatusBlock block = StatusBlock.on(out);
        List<Backfill> watched = look(backfills);
        while (watched.stream().anyMatch(backfill -> backfill.phase().open())) {
            block.show(progress.lines(watched, System.nanoTime()));
            Thread.sleep(INTERVAL.toMillis());
            watched = look(backfills);
        }
        if (watched.isEmpty()) {
            out.println("No backfill is open.");
        }
        block.finish(progress.lines(watched, System.nanoTime()));
        boolean failed =
                watched.stream().anyMatch(backfill -> backfill.phase() == BackfillPhase.FAILED);
        return failed ? 1 : 0;
    }

    private List<Backfill> look(BackfillControl backfills) {
        if (all) {
            backfills.list().stream()
                    .filter(backfill -> backfill.phase().open())
                    .forEach(backfill -> ids.add(backfill.id()));
        }
        return backfills.ofIds(ids);
    }
}
