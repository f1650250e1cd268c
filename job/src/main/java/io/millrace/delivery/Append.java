package io.millrace.delivery;

import io.millrace.change.Claim;
import io.millrace.change.Delivery;
import io.millrace.change.Document;
import io.millrace.change.Evaluation;
import io.millrace.change.Holder;
import java.io.Serializable;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * Writes every document that a flow makes, and deletes none: for flows whose documents are events,
 * each with an id of its own.
 *
 * @param <T> what it makes of each document
 */
public final class Append<T> implements FlatMapFunction<Evaluation, T> {
    private static final long serialVersionUID = 1L;

    private final Form<T> form;

    private Append(Form<T> form) {
        this.form = form;
    }

    public static Append<Delivery> toSink() {
        return new Append<>((evaluation, number, document) -> delivery(evaluation, document));
    }

    /** For a {@link GroupOrder}. */
    public static Append<Claim> toGroup(String flow) {
        return new Append<>(
                (evaluation, number, document) ->
                        new Claim(
                                new Holder(flow, evaluation.key()),
                                evaluation.action(),
                                evaluation.origin().position(),
                                number,
                                evaluation.group(),
                                delivery(evaluation, document)));
    }

    @Override
    public void flatMap(Evaluation evaluation, Collector<T> out) {
        int number = 0;
        for (Document document : evaluation.documents()) {
            if (document.content() != null) {
                out.collect(form.of(evaluation, number, document));
                number++;
            }
        }
    }

    private static Delivery delivery(Evaluation evaluation, Document document) {
        return new Delivery(
                document.route(),
                document.id(),
                evaluation.version(),
                document.content(),
                evaluation.origin().committedAtMicros());
    }

    private interface Form<T> extends Serializable {
        T of(Evaluation evaluation, int number, Document document);
    }
}
