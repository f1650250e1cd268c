package io.millrace.delivery;

import io.millrace.change.Action;
import io.millrace.change.Address;
import io.millrace.change.Claim;
import io.millrace.change.Position;
import java.time.Duration;
import javax.annotation.Nullable;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Decides who has a document that several rows, or several flows, may claim in turn. Claims of one
 * holder come in order; those of several come in any, even those of one transaction.
 *
 * <p>The newest claim to write takes the document; older ones of others are too late. Only its
 * holder can delete it. Versions grow with each delivery of an address, whoever is behind it.
 *
 * <p>Where two rows claim a document at the same time for good, the last one has it; when that one
 * gives it up, the document goes, and comes back with the next change of the other. Of flows that
 * make a document of the same change, the last one in the company has it.
 *
 * <p>What a flow has that is no longer in the company, any other one may take or delete.
 */
public final class Owner extends KeyedProcessFunction<Address, Claim, Claim> {
    private static final long serialVersionUID = 1L;

    /** How long it is remembered who had a document that was deleted. */
    public static final Duration TOMBSTONE_RETENTION = Duration.ofDays(1);

    private final Company company;
    private final long tombstoneRetentionMillis;
    private transient ValueState<Ownership> ownership;
    private transient Counter superseded;
    private transient Counter withoutEffect;

    public Owner(Company company, Duration tombstoneRetention) {
        this.company = company;
        this.tombstoneRetentionMillis = tombstoneRetention.toMillis();
    }

    @Override
    public void open(OpenContext context) {
        ownership =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>("ownership", new OwnershipSerializer()));
        superseded = getRuntimeContext().getMetricGroup().counter("claimsSuperseded");
        withoutEffect = getRuntimeContext().getMetricGroup().counter("claimsWithoutEffect");
    }

    @Override
    public void processElement(Claim claim, Context context, Collector<Claim> out)
            throws Exception {
        Ownership now = ownership.value();
        if (claim.delivery().isDelete()) {
            delete(claim, now, context, out);
        } else {
            write(claim, now, out);
        }
    }

    private void write(Claim claim, @Nullable Ownership now, Collector<Claim> out)
            throws Exception {
        if (isAnothers(claim, now) && isTooLate(claim, now)) {
            superseded.inc();
            return;
        }
        ContentHash hash = ContentHash.of(claim.delivery().document(), claim.action());
        boolean same = now != null && !now.deleted() && now.hash().equals(hash);
        boolean sent = !same || claim.action() == Action.READ;
        long version = sent ? nextVersion(claim, now) : now.version();
        ownership.update(new Ownership(claim.holder(), newest(claim, now), version, hash, 0));
        if (sent) {
            out.collect(claim.withVersion(version));
        } else {
            withoutEffect.inc();
        }
    }

    private boolean isAnothers(Claim claim, @Nullable Ownership now) {
        return now != null
                && !now.holder().equals(claim.holder())
                && company.has(now.holder().flow());
    }

    private boolean isTooLate(Claim claim, Ownership now) {
        if (!now.position().equals(claim.position())) {
            return now.position().isAfter(claim.position());
        }
        return !now.deleted() && company.prevails(now.holder().flow(), claim.holder().flow());
    }

    /** Where nothing is known of an address, there may be a document from before. */
    private void delete(Claim claim, @Nullable Ownership now, Context context, Collector<Claim> out)
            throws Exception {
        if (isAnothers(claim, now)) {
            superseded.inc();
            return;
        }
        if (now != null && now.deleted()) {
            withoutEffect.inc();
            return;
        }
        long version = nextVersion(claim, now);
        long forgetAt = context.timerService().currentProcessingTime() + tombstoneRetentionMillis;
        context.timerService().registerProcessingTimeTimer(forgetAt);
        Position position = now == null ? Ownership.NEVER : now.position();
        ownership.update(
                new Ownership(claim.holder(), position, version, Ownership.NO_CONTENT, forgetAt));
        out.collect(claim.withVersion(version));
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<Claim> out) throws Exception {
        Ownership now = ownership.value();
        // A document that came back, or was deleted again, has another state and its own timer.
        if (now != null && now.deleted() && now.forgetAt() <= time) {
            ownership.clear();
        }
    }

    private static long nextVersion(Claim claim, @Nullable Ownership now) {
        long version = claim.delivery().version();
        return now == null ? version : Math.max(now.version() + 1, version);
    }

    /** What is read again may be older than what the same row has claimed before. */
    private static Position newest(Claim claim, @Nullable Ownership now) {
        return now != null && now.position().isAfter(claim.position())
                ? now.position()
                : claim.position();
    }
}
