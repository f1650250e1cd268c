package io.millrace.pipeline;

import io.millrace.change.Address;
import io.millrace.change.Claim;
import io.millrace.change.Delivery;
import io.millrace.change.VersionedTypeInfo;
import io.millrace.delivery.Company;
import io.millrace.delivery.GroupOrder;
import io.millrace.delivery.Owner;
import io.millrace.row.LogProgress;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;

/**
 * A sink's part of the graph.
 *
 * <pre>
 *  deliver ─┐
 *  deliver ─┴→ order, owner, by address ─┬→ group order, by group ─┐   flows whose documents may meet
 *                                        └→ ───────────────────────┤
 *  deliver → ──────────────────────────────────────────────────────┴→ sink
 * </pre>
 *
 * <p>Claims of one address come in the order of their commits, so that a restart gives each the
 * same version again; unless nothing tells how far the log was seen.
 *
 * <p>Owner and sink have their uids by the sink's name, so that their state, with documents that
 * are still to be sent, outlives the coming and going of flows.
 */
final class SinkBranch {
    private final String sink;
    private final List<FlowBranch> flows;
    private final LogProgress progress;

    /**
     * @param flows all that write to the sink
     */
    SinkBranch(String sink, List<FlowBranch> flows, LogProgress progress) {
        this.sink = sink;
        this.flows = flows;
        this.progress = progress;
    }

    /** Adds owner and sink to the graph. */
    void build() {
        List<FlowBranch> meeting = flows.stream().filter(this::meetsAnother).toList();
        List<DataStream<Delivery>> deliveries = new ArrayList<>();
        if (!meeting.isEmpty()) {
            deliveries.addAll(settled(owned(meeting), meeting));
        }
        flows.stream()
                .filter(flow -> !meeting.contains(flow))
                .map(FlowBranch::deliveries)
                .forEach(deliveries::add);
        DataStream<Delivery> all = deliveries.stream().reduce(DataStream::union).orElseThrow();
        flows.get(0).flow().sink().behind(all).uid("sink-" + sink).name(sink + ": sink");
    }

    private boolean meetsAnother(FlowBranch flow) {
        return flow.flow().addressing() == Flow.Addressing.KEYS
                || flows.stream()
                        .anyMatch(other -> other != flow && flow.flow().mayMeet(other.flow()));
    }

    private DataStream<Claim> owned(List<FlowBranch> meeting) {
        Company company = new Company(meeting.stream().map(flow -> flow.flow().name()).toList());
        KeyedStream<Claim, Address> claims =
                meeting.stream()
                        .map(flow -> flow.claims(company))
                        .reduce(DataStream::union)
                        .orElseThrow()
                        .keyBy(Claim::address, VersionedTypeInfo.ADDRESS);
        return inOrder(claims)
                .process(new Owner(company, Owner.TOMBSTONE_RETENTION), VersionedTypeInfo.CLAIM)
                .uid("owner-" + sink)
                .name(sink + ": owner");
    }

    private KeyedStream<Claim, Address> inOrder(KeyedStream<Claim, Address> claims) {
        if (progress == LogProgress.UNKNOWN) {
            return claims;
        }
        DataStream<Claim> ordered =
                claims.process(new GroupOrder<>(), VersionedTypeInfo.CLAIM)
                        .uid("address-order-" + sink)
                        .name(sink + ": order");
        return DataStreamUtils.reinterpretAsKeyedStream(
                ordered, Claim::address, VersionedTypeInfo.ADDRESS);
    }

    /**
     * The claims of flows without groups stay one stream, in which those of one document keep their
     * order.
     */
    private List<DataStream<Delivery>> settled(DataStream<Claim> owned, List<FlowBranch> meeting) {
        List<DataStream<Delivery>> settled = new ArrayList<>();
        boolean ungrouped = false;
        for (FlowBranch branch : meeting) {
            Flow flow = branch.flow();
            if (flow.isGrouped()) {
                settled.add(branch.inGroups(claimsOf(flow.name(), owned)));
            } else {
                ungrouped = true;
            }
        }
        if (ungrouped) {
            settled.add(withoutGroup(owned));
        }
        return settled;
    }

    private static DataStream<Claim> claimsOf(String flow, DataStream<Claim> owned) {
        return owned.filter(claim -> claim.holder().flow().equals(flow))
                .uid("claims-" + flow)
                .name(flow + ": claims");
    }

    private DataStream<Delivery> withoutGroup(DataStream<Claim> owned) {
        return owned.filter(claim -> claim.group() == null)
                .uid("claims-without-group-" + sink)
                .name(sink + ": claims")
                .map(Claim::delivery)
                .returns(VersionedTypeInfo.DELIVERY)
                .uid("claimed-without-group-" + sink)
                .name(sink + ": claimed");
    }
}
