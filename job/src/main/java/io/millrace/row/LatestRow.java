package io.millrace.row;

import io.millrace.change.Action;
import io.millrace.change.Gaps;
import io.millrace.change.Json;
import io.millrace.change.RowChange;
import io.millrace.change.RowKey;
import io.millrace.change.VersionedChange;
import java.time.Duration;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.TimestampedCollector;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Lets through what is newer than all that was seen of its row, with a version that grows, and as
 * whole as it can be had; drops replays and late reads. A row that had to be read again may show
 * later changes already: these pass, but with what was read. A deleted row leaves a tombstone for a
 * while, so that a late read cannot bring it back.
 *
 * <p>A record that passes lacks something only if {@link RowChange#gaps} says so: the last state of
 * a row that was never seen whole, or a row that was gone when its gaps were to be filled, so that
 * its delete follows.
 *
 * <p>Truncates come as {@link TruncateSpread} copies them. Each passes once, and before it, as a
 * truncate of its own, every row that it took, with the row's last state; {@code {}} if that is
 * unknown.
 */
public final class LatestRow extends AbstractStreamOperator<VersionedChange>
        implements OneInputStreamOperator<RowChange, VersionedChange>,
                Triggerable<RowKey, VoidNamespace> {
    private static final long serialVersionUID = 1L;

    /** How long the deletion of a row is remembered. */
    public static final Duration TOMBSTONE_RETENTION = Duration.ofDays(1);

    /** As Flink names those of a {@code KeyedProcessFunction}, which this was. */
    private static final String TIMERS = "user-timers";

    private static final Json UNKNOWN = Json.of("{}");

    private final long tombstoneRetentionMillis;
    private final KeptImages images;
    private final SourceRows source;

    private transient ValueStateDescriptor<RowState> descriptor;
    private transient ValueState<RowState> row;
    private transient InternalTimerService<VoidNamespace> timers;
    private transient TimestampedCollector<VersionedChange> out;
    private transient Completion completion;
    private transient TruncatesSeen truncates;
    private transient Counter replayed;
    private transient Counter contained;

    /**
     * @param source where rows are read again; closed with the operator
     */
    public LatestRow(Duration tombstoneRetention, KeptImages images, SourceRows source) {
        this.tombstoneRetentionMillis = tombstoneRetention.toMillis();
        this.images = images;
        this.source = source;
    }

    @Override
    public void open() throws Exception {
        super.open();
        descriptor = new ValueStateDescriptor<>("row", new RowStateSerializer());
        row = getRuntimeContext().getState(descriptor);
        timers = getInternalTimerService(TIMERS, VoidNamespaceSerializer.INSTANCE, this);
        out = new TimestampedCollector<>(output);
        truncates = new TruncatesSeen();
        replayed = getMetricGroup().counter("changesReplayed");
        contained = getMetricGroup().counter("changesContained");
        completion = new Completion(source, getMetricGroup().counter("rowsReadAgain"));
    }

    @Override
    public void processElement(StreamRecord<RowChange> element) throws Exception {
        out.setTimestamp(element);
        RowChange change = element.getValue();
        if (change.action() == Action.TRUNCATE) {
            truncate(change);
            return;
        }
        RowState seen = row.value();
        if (seen != null && !isLater(change, seen)) {
            replayed.inc();
            return;
        }
        if (seen != null && isContained(change, seen)) {
            contained.inc();
            passAsRead(change, seen);
            return;
        }
        Json image = images.imageOf(change.key().table(), seen);
        CompleteChange complete = completion.complete(change, image);
        long version = nextVersion(complete.lsn(), seen);
        row.update(
                change.action() == Action.DELETE
                        ? tombstone(change, version)
                        : state(complete, version));
        truncates.passed(change);
        out.collect(new VersionedChange(complete.change(), version, complete.changes()));
    }

    @Override
    public void onProcessingTime(InternalTimer<RowKey, VoidNamespace> timer) throws Exception {
        RowState seen = row.value();
        // A row that came back, or was deleted again, has another state and its own timer.
        if (seen != null && seen.deleted() && seen.forgetAt() <= timer.getTimestamp()) {
            row.clear();
        }
    }

    @Override
    public void onEventTime(InternalTimer<RowKey, VoidNamespace> timer) {
        throw new IllegalStateException("No timer of event time is ever set");
    }

    @Override
    public void close() throws Exception {
        source.close();
        super.close();
    }

    /**
     * The row does not go back to what the change made of it. But it is only from here on that it
     * is what was read, among rows that take an id after one another.
     */
    private void passAsRead(RowChange change, RowState seen) throws Exception {
        if (change.action() == Action.DELETE || seen.image() == null) {
            return;
        }
        long version = nextVersion(change.position().lsn(), seen);
        row.update(new RowState(change.position(), version, 0, seen.image(), seen.contained()));
        truncates.passed(change);
        RowChange again =
                new RowChange(
                        change.action(),
                        change.key(),
                        seen.image(),
                        Gaps.NONE,
                        change.changes(),
                        change.origin());
        out.collect(new VersionedChange(again, version));
    }

    private void truncate(RowChange truncate) throws Exception {
        RowKey copy = truncate.key();
        if (!TruncateKeys.isOne(copy)) {
            throw new IllegalStateException("A truncate of " + copy.table() + " was not spread");
        }
        if (truncates.isNext(truncate)) {
            this.<RowKey>getKeyedStateBackend()
                    .applyToAllKeys(
                            VoidNamespace.INSTANCE,
                            VoidNamespaceSerializer.INSTANCE,
                            descriptor,
                            (key, state) -> truncateRow(key, truncate));
            setCurrentKey(copy);
        }
        if (TruncateKeys.isWithTable(copy, maxParallelism())) {
            passTable(truncate);
        }
    }

    private void truncateRow(RowKey key, RowChange truncate) throws Exception {
        if (!key.table().equals(truncate.key().table())) {
            return;
        }
        RowState seen = row.value();
        if (seen == null || seen.deleted() || !isAfter(truncate, seen)) {
            return;
        }
        long version = nextVersion(truncate.position().lsn(), seen);
        row.update(tombstone(truncate, version));
        RowChange gone =
                new RowChange(
                        Action.TRUNCATE,
                        key,
                        seen.image() == null ? UNKNOWN : seen.image(),
                        seen.image() == null ? Gaps.IDENTITY_ONLY : Gaps.NONE,
                        null,
                        truncate.origin());
        out.collect(new VersionedChange(gone, version));
    }

    /** Of the copies one stands for the table; it leaves a tombstone, so that a replay is known. */
    private void passTable(RowChange copy) throws Exception {
        RowState seen = row.value();
        if (seen != null && !isLater(copy, seen)) {
            replayed.inc();
            return;
        }
        long version = nextVersion(copy.position().lsn(), seen);
        row.update(tombstone(copy, version));
        RowChange truncate = RowChange.truncate(copy.key().table(), copy.origin());
        out.collect(new VersionedChange(truncate, version));
    }

    private static boolean isAfter(RowChange change, RowState seen) {
        return isLater(change, seen) && !isContained(change, seen);
    }

    /**
     * All reads of a snapshot have one position, before that of every change the slot sends: a read
     * may replace a read, as after a restart, but never a change.
     */
    private static boolean isLater(RowChange change, RowState seen) {
        return change.action() == Action.READ
                ? change.position().compareTo(seen.position()) >= 0
                : change.position().isAfter(seen.position());
    }

    /** Whether the row was read again when the change had been made already. */
    private static boolean isContained(RowChange change, RowState seen) {
        return seen.contained() != null
                && change.action() != Action.READ
                && seen.contained().shows(change.origin().transactionId());
    }

    private static long nextVersion(long lsn, RowState seen) {
        return Math.max(seen == null ? 1 : seen.version() + 1, lsn);
    }

    private RowState state(CompleteChange complete, long version) {
        RowChange change = complete.change();
        boolean needed = images.keeps(change.key().table()) || complete.contained() != null;
        boolean keeps = needed && change.gaps().isEmpty();
        return new RowState(
                change.position(),
                version,
                0,
                keeps ? change.record() : null,
                complete.contained());
    }

    private RowState tombstone(RowChange change, long version) {
        long forgetAt = timers.currentProcessingTime() + tombstoneRetentionMillis;
        timers.registerProcessingTimeTimer(VoidNamespace.INSTANCE, forgetAt);
        return RowState.tombstone(change.position(), version, forgetAt);
    }

    private int maxParallelism() {
        return getRuntimeContext().getTaskInfo().getMaxNumberOfParallelSubtasks();
    }
}
