package io.millrace.row;

import io.millrace.change.Action;
import io.millrace.change.RowChange;
import io.millrace.change.RowKey;
import io.millrace.change.VersionedChange;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Lets through what is newer than all that was seen of its row, with a version that grows; drops
 * replays and late reads. A deleted row leaves a tombstone for a while, so that a late read cannot
 * bring it back.
 */
public final class LatestRow extends KeyedProcessFunction<RowKey, RowChange, VersionedChange> {
    private static final long serialVersionUID = 1L;

    /** How long the deletion of a row is remembered. */
    public static final Duration TOMBSTONE_RETENTION = Duration.ofDays(1);

    private final long tombstoneRetentionMillis;
    private transient ValueState<RowState> row;
    private transient Counter replayed;

    public LatestRow(Duration tombstoneRetention) {
        this.tombstoneRetentionMillis = tombstoneRetention.toMillis();
    }

    @Override
    public void open(OpenContext context) {
        row =
                getRuntimeContext()
                        .getState(new ValueStateDescriptor<>("row", new RowStateSerializer()));
        replayed = getRuntimeContext().getMetricGroup().counter("changesReplayed");
    }

    @Override
    public void processElement(RowChange change, Context context, Collector<VersionedChange> out)
            throws Exception {
        if (change.action() == Action.TRUNCATE) {
            throw new TruncatedTableException(change.key().table());
        }
        RowState seen = row.value();
        if (seen != null && !newer(change, seen)) {
            replayed.inc();
            return;
        }
        long version = Math.max(seen == null ? 1 : seen.version() + 1, change.position().lsn());
        long forgetAt = 0;
        if (change.action() == Action.DELETE) {
            forgetAt = context.timerService().currentProcessingTime() + tombstoneRetentionMillis;
            context.timerService().registerProcessingTimeTimer(forgetAt);
        }
        row.update(new RowState(change.position(), version, forgetAt));
        out.collect(new VersionedChange(change, version));
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<VersionedChange> out)
            throws Exception {
        RowState seen = row.value();
        // A row that came back, or was deleted again, has another state and its own timer.
        if (seen != null && seen.deleted() && seen.forgetAt() <= time) {
            row.clear();
        }
    }

    /**
     * All reads of a snapshot have one position, before that of every change the slot sends: a read
     * may replace a read, as after a restart, but never a change.
     */
    private static boolean newer(RowChange change, RowState seen) {
        return change.action() == Action.READ
                ? change.position().compareTo(seen.position()) >= 0
                : change.position().isAfter(seen.position());
    }
}
