package io.millrace.delivery;

import io.millrace.change.Delivery;
import io.millrace.change.Document;
import io.millrace.change.Evaluation;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * Writes every document that a flow makes, and deletes none: for flows whose documents are events,
 * each with an id of its own.
 */
public final class Append implements FlatMapFunction<Evaluation, Delivery> {
    private static final long serialVersionUID = 1L;

    @Override
    public void flatMap(Evaluation evaluation, Collector<Delivery> out) {
        for (Document document : evaluation.documents()) {
            if (document.content() != null) {
                out.collect(
                        new Delivery(
                                document.route(),
                                document.id(),
                                evaluation.version(),
                                document.content(),
                                evaluation.origin().committedAtMicros()));
            }
        }
    }
}
