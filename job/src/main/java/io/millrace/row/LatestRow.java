package io.millrace.row;

import io.millrace.change.Action;
import io.millrace.change.Gaps;
import io.millrace.change.Json;
import io.millrace.change.RowChange;
import io.millrace.change.RowChangeSerializer;
import io.millrace.change.RowKey;
import io.millrace.change.Snapshot;
import io.millrace.change.VersionedChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
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
 * <p>Stream and backfill meet here. A read waits until the log was seen up to where the row was
 * read, so that all that it shows has passed before it. What has passed besides it does not show,
 * which only its snapshot tells: then the read is too late. So neither stream nor target ever goes
 * back in time, and versions are in the order of the log. Where nothing tells how far the log was
 * seen, reads do not wait; then changes that a read shows come once more behind it.
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
    private final LogProgress progress;
    private final KeptImages images;
    private final SourceRows source;

    private transient ValueStateDescriptor<RowState> descriptor;
    private transient ValueState<RowState> row;

    /** By flow, until the log was seen up to them; null if nothing tells that. */
    @Nullable private transient MapState<String, RowChange> reads;

    private transient InternalTimerService<VoidNamespace> timers;
    private transient TimestampedCollector<VersionedChange> out;
    private transient Completion completion;
    private transient TruncatesSeen truncates;
    private transient Counter replayed;
    private transient Counter contained;
    private transient Counter outdated;
    private transient TruncateGroups truncateKeys;

    /**
     * @param progress whether watermarks tell how far the log was seen
     * @param source where rows are read again; closed with the operator
     */
    public LatestRow(
            Duration tombstoneRetention,
            LogProgress progress,
            KeptImages images,
            SourceRows source) {
        this.progress = progress;
        this.tombstoneRetentionMillis = tombstoneRetention.toMillis();
        this.images = images;
        this.source = source;
    }

    @Override
    public void open() throws Exception {
        super.open();
        descriptor = new ValueStateDescriptor<>("row", new RowStateSerializer());
        row = getRuntimeContext().getState(descriptor);
        if (progress == LogProgress.WATERMARKS) {
            reads =
                    getRuntimeContext()
                            .getMapState(
                                    new MapStateDescriptor<>(
                                            "reads",
                                            StringSerializer.INSTANCE,
                                            new RowChangeSerializer()));
        }
        timers = getInternalTimerService(TIMERS, VoidNamespaceSerializer.INSTANCE, this);
        out = new TimestampedCollector<>(output);
        truncates = new TruncatesSeen();
        replayed = getMetricGroup().counter("changesReplayed");
        contained = getMetricGroup().counter("changesContained");
        outdated = getMetricGroup().counter("readsOutdated");
        truncateKeys = new TruncateGroups(maxParallelism());
        completion = new Completion(source, getMetricGroup().counter("rowsReadAgain"));
    }

    @Override
    public void processElement(StreamRecord<RowChange> element) throws Exception {
        out.setTimestamp(element);
        RowChange change = element.getValue();
        switch (change.action()) {
            case TRUNCATE -> truncate(change);
            case READ -> {
                if (change.origin().reading() == null) {
                    found(change);
                } else {
                    read(change);
                }
            }
            case INSERT, UPDATE, DELETE -> logged(change);
        }
    }

    private void logged(RowChange change) throws Exception {
        RowState seen = row();
        if (seen.isReplay(change)) {
            replayed.inc();
            return;
        }
        if (seen.contains(change.origin().transactionId())) {
            contained.inc();
            passAsRead(change, seen);
            return;
        }
        Json image = images.imageOf(change.key().table(), seen);
        CompleteChange complete = completion.complete(change, image);
        long version = seen.nextVersion(complete.lsn());
        row.update(
                change.action() == Action.DELETE
                        ? tombstone(change, version)
                        : state(complete, version));
        truncates.passed(change);
        out.collect(new VersionedChange(complete.change(), version, complete.changes()));
    }

    /** A row as a reader of the log found it, before all changes that it sends. */
    private void found(RowChange read) throws Exception {
        RowState seen = row();
        if (seen.position().isAfter(read.position())) {
            replayed.inc();
            return;
        }
        long version = seen.nextVersion(read.position().lsn());
        row.update(state(CompleteChange.asLogged(read), version));
        out.collect(new VersionedChange(read, version));
    }

    /** Once the log was seen up to where the row was read, all that the read shows was seen. */
    private void read(RowChange read) throws Exception {
        if (reads == null || isDue(read)) {
            pass(read);
            return;
        }
        String flow = read.origin().reading().flow();
        RowChange waiting = reads.get(flow);
        if (waiting == null || snapshot(read).isAfter(snapshot(waiting))) {
            reads.put(flow, read);
            timers.registerEventTimeTimer(VoidNamespace.INSTANCE, read.position().lsn());
        }
    }

    private boolean isDue(RowChange read) {
        return read.position().lsn() <= timers.currentWatermark();
    }

    @Override
    public void onEventTime(InternalTimer<RowKey, VoidNamespace> timer) throws Exception {
        List<RowChange> due = new ArrayList<>();
        for (RowChange read : reads.values()) {
            if (isDue(read)) {
                due.add(read);
            }
        }
        for (RowChange read : due) {
            reads.remove(read.origin().reading().flow());
            pass(read);
        }
    }

    private void pass(RowChange read) throws Exception {
        RowState seen = row();
        if (seen.isAfter(snapshot(read))
                || seen == RowState.UNKNOWN && isTruncatedSince(snapshot(read), read.key())) {
            outdated.inc();
            return;
        }
        long version = seen.nextVersion(read.position().lsn());
        boolean latest = reads != null;
        row.update(
                new RowState(
                        seen.position(),
                        seen.transactionId(),
                        version,
                        0,
                        latest && images.keeps(read.key().table()) ? read.record() : null,
                        latest ? null : seen.contained()));
        out.collect(new VersionedChange(read, version));
    }

    private static Snapshot snapshot(RowChange read) {
        return read.origin().reading().snapshot();
    }

    private boolean isTruncatedSince(Snapshot snapshot, RowKey key) throws Exception {
        if (truncates.isAfter(snapshot, key.table())) {
            return true;
        }
        setCurrentKey(truncateKeys.inGroupOf(key));
        RowState truncated = row();
        setCurrentKey(key);
        return truncated.transactionId() != 0 && !snapshot.shows(truncated.transactionId());
    }

    private RowState row() throws Exception {
        RowState seen = row.value();
        return seen == null ? RowState.UNKNOWN : seen;
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
        long version = seen.nextVersion(change.position().lsn());
        row.update(
                new RowState(
                        change.position(),
                        change.origin().transactionId(),
                        version,
                        0,
                        seen.image(),
                        seen.contained()));
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
        truncateGroup(truncate);
    }

    private void truncateRow(RowKey key, RowChange truncate) throws Exception {
        if (!key.table().equals(truncate.key().table())) {
            return;
        }
        RowState seen = row();
        if (seen.deleted() || seen.isReplay(truncate)) {
            return;
        }
        if (seen.contains(truncate.origin().transactionId())) {
            contained.inc();
            return;
        }
        long version = seen.nextVersion(truncate.position().lsn());
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

    /**
     * Leaves a tombstone for the rows of a key group that were never seen, so that a late read
     * cannot bring them back. One of the copies stands for the table.
     */
    private void truncateGroup(RowChange copy) throws Exception {
        RowState seen = row();
        if (seen.isReplay(copy)) {
            replayed.inc();
            return;
        }
        long version = seen.nextVersion(copy.position().lsn());
        row.update(tombstone(copy, version));
        if (TruncateKeys.isWithTable(copy.key(), maxParallelism())) {
            RowChange truncate = RowChange.truncate(copy.key().table(), copy.origin());
            out.collect(new VersionedChange(truncate, version));
        }
    }

    private RowState state(CompleteChange complete, long version) {
        RowChange change = complete.change();
        boolean needed = images.keeps(change.key().table()) || complete.contained() != null;
        boolean keeps = needed && change.gaps().isEmpty();
        return new RowState(
                change.position(),
                change.origin().transactionId(),
                version,
                0,
                keeps ? change.record() : null,
                complete.contained());
    }

    private RowState tombstone(RowChange change, long version) {
        long forgetAt = timers.currentProcessingTime() + tombstoneRetentionMillis;
        timers.registerProcessingTimeTimer(VoidNamespace.INSTANCE, forgetAt);
        return RowState.tombstone(change, version, forgetAt);
    }

    private int maxParallelism() {
        return getRuntimeContext().getTaskInfo().getMaxNumberOfParallelSubtasks();
    }
}
