package io.millrace.backfill;

import io.millrace.backfill.chunk.ChunkSplit;
import io.millrace.backfill.chunk.Scope;
import io.millrace.backfill.table.ReadFailure;
import io.millrace.backfill.table.ReadingOutage;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import javax.annotation.Nullable;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.util.FlinkRuntimeException;

/** Asks the planner by way of another thread, one question at a time. */
final class Planning {
    private final SplitEnumeratorContext<ChunkSplit> context;
    private final Planner planner;
    private final ReadingOutage outage;
    private final LongSupplier nanoTime;
    private boolean asking;
    private long notBefore;

    /** What the planner says. */
    sealed interface Plan {}

    /**
     * Where the next chunk ends.
     *
     * @param rowsEstimated of the whole backfill, where it has begun; else null
     */
    record Next(@Nullable Long rowsEstimated, List<String> upTo) implements Plan {}

    /** There is nothing to be planned now, or ever. */
    record Failed(SQLException error, Duration taken) implements Plan {}

    Planning(
            SplitEnumeratorContext<ChunkSplit> context,
            Planner planner,
            ReadingOutage outage,
            LongSupplier nanoTime) {
        this.context = context;
        this.planner = planner;
        this.outage = outage;
        this.nanoTime = nanoTime;
        this.notBefore = nanoTime.getAsLong();
    }

    /** Whether it may be asked now. */
    boolean isFree() {
        return !asking && nanoTime.getAsLong() - notBefore >= 0;
    }

    /**
     * Asks for the next chunk.
     *
     * @param then gets it
     * @param never gets the reason, for users, if there never will be one; where there may be one
     *     later, neither gets anything
     */
    void ask(OpenBackfill backfill, Consumer<Next> then, Consumer<String> never) {
        asking = true;
        Scope scope = backfill.scope();
        boolean begun = backfill.hasBegun();
        List<String> after = backfill.plannedTo();
        context.callAsync(
                () -> plan(scope, begun, after),
                (plan, error) -> {
                    asking = false;
                    if (error != null) {
                        throw new FlinkRuntimeException("A backfill cannot be planned", error);
                    }
                    if (plan instanceof Next next) {
                        outage.ends();
                        then.accept(next);
                    } else if (plan instanceof Failed failed) {
                        failed(failed, scope, never);
                    }
                });
    }

    private void failed(Failed failed, Scope scope, Consumer<String> never) {
        if (ReadFailure.passes(failed.error(), failed.taken())) {
            notBefore = nanoTime.getAsLong() + outage.next(failed.error()).toNanos();
        } else {
            never.accept(ReadFailure.reason(failed.error(), scope));
        }
    }

    private Plan plan(Scope scope, boolean begun, List<String> after) {
        long start = nanoTime.getAsLong();
        try {
            Long estimate = begun ? null : planner.estimate(scope);
            return new Next(estimate, planner.boundary(scope, after));
        } catch (SQLException e) {
            return new Failed(e, Duration.ofNanos(nanoTime.getAsLong() - start));
        }
    }

    void abort() throws SQLException {
        planner.abort();
    }
}
