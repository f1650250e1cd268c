package io.millrace.pipeline;

import io.millrace.change.Claim;
import io.millrace.change.DeadLetter;
import io.millrace.change.Delivery;
import io.millrace.change.Evaluation;
import io.millrace.change.FailedChange;
import io.millrace.change.RowKey;
import io.millrace.change.VersionedChange;
import io.millrace.change.VersionedTypeInfo;
import io.millrace.delivery.Append;
import io.millrace.delivery.Company;
import io.millrace.delivery.Deliver;
import io.millrace.delivery.GroupOrder;
import io.millrace.delivery.Owner;
import io.millrace.flow.Evaluate;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * A flow's part of the graph.
 *
 * <pre>
 *  evaluate ─┬→ deliver [→ group order, by group] → sink
 *            └→ dead letters
 * </pre>
 *
 * Between deliver and group order comes an owner, which belongs to the {@link SinkBranch}, where
 * rows or flows may have a document in turn.
 */
final class FlowBranch {
    private final Flow flow;
    private final SingleOutputStreamOperator<Evaluation> evaluations;

    FlowBranch(Flow flow, DataStream<VersionedChange> rows) {
        this.flow = flow;
        this.evaluations =
                rows.transform(
                                flow.name() + ": evaluate",
                                VersionedTypeInfo.EVALUATION,
                                new Evaluate(flow.plan()))
                        .uid("evaluate-" + flow.name());
    }

    /** The changes that the flow could make nothing of. */
    DataStream<DeadLetter> failures() {
        String name = flow.name();
        String sink = flow.spec().sink();
        return evaluations
                .getSideOutput(Evaluate.FAILED)
                .map(failed -> letter(name, sink, failed))
                .returns(VersionedTypeInfo.DEAD_LETTER)
                .uid("failures-" + name)
                .name(name + ": failures");
    }

    private static DeadLetter letter(String flow, String sink, FailedChange failed) {
        return DeadLetter.ofChange(
                flow,
                sink,
                failed.change(),
                new DeadLetter.Failure(failed.reason(), 1, System.currentTimeMillis()));
    }

    Flow flow() {
        return flow;
    }

    /** Of a flow whose documents no {@link Owner} decides about. */
    DataStream<Delivery> deliveries() {
        return switch (flow.addressing()) {
            case EVENTS -> flow.isGrouped() ? inGroups(eventClaims()) : events();
            case ROWS, KEYS ->
                    flow.isGrouped() ? inGroups(claims(Deliver.toGroup(flow.name()))) : documents();
        };
    }

    /** Of a flow that shares an {@link Owner}. */
    DataStream<Claim> claims(Company company) {
        return claims(Deliver.toOwner(flow.name(), company));
    }

    private DataStream<Delivery> events() {
        return named(
                evaluations.flatMap(Append.toSink()).returns(VersionedTypeInfo.DELIVERY),
                "deliver");
    }

    private DataStream<Claim> eventClaims() {
        return named(
                evaluations.flatMap(Append.toGroup(flow.name())).returns(VersionedTypeInfo.CLAIM),
                "deliver");
    }

    private DataStream<Delivery> documents() {
        return named(byRow().process(Deliver.toSink(), VersionedTypeInfo.DELIVERY), "deliver");
    }

    private DataStream<Claim> claims(Deliver<Claim> deliver) {
        return named(byRow().process(deliver, VersionedTypeInfo.CLAIM), "deliver");
    }

    /**
     * @param claims of this flow alone
     */
    DataStream<Delivery> inGroups(DataStream<Claim> claims) {
        return named(
                        claims.keyBy(Claim::group, Types.STRING)
                                .process(new GroupOrder<>(), VersionedTypeInfo.CLAIM),
                        "group-order")
                .map(Claim::delivery)
                .returns(VersionedTypeInfo.DELIVERY)
                .uid("claimed-" + flow.name())
                .name(flow.name() + ": claimed");
    }

    /** Evaluating has not moved a row to another subtask. */
    private KeyedStream<Evaluation, RowKey> byRow() {
        return DataStreamUtils.reinterpretAsKeyedStream(
                evaluations, Evaluation::key, VersionedTypeInfo.ROW_KEY);
    }

    /** The uid is part of every savepoint. */
    private <T> SingleOutputStreamOperator<T> named(
            SingleOutputStreamOperator<T> stream, String step) {
        return stream.uid(step + "-" + flow.name())
                .name(flow.name() + ": " + step.replace('-', ' '));
    }
}
