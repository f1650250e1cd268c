package io.millrace.udf;

import java.util.List;

/**
 * Makes documents of a row.
 *
 * <pre>{@code
 * public final class Shout implements TransformFunction {
 *     private String field;
 *
 *     public void open(FunctionOptions options) {
 *         field = options.text("field", "name");
 *     }
 *
 *     public List<Document> transform(Change change) {
 *         String loud = change.record().path(field).asText("").toUpperCase(Locale.ROOT);
 *         return List.of(Document.of(change.record().put(field, loud)));
 *     }
 * }
 * }</pre>
 *
 * <pre>{@code
 * transform: {class: com.acme.Shout, options: {field: title}}
 * }</pre>
 */
@FunctionalInterface
public interface TransformFunction extends FlowFunction {
    /**
     * The documents that there shall be of the row. Those of an earlier call that are not among
     * them go, so that an empty list removes all.
     *
     * <p>Of a row that is gone the ids and routes alone count: they tell where its documents were.
     *
     * @return none, one, or several that each have an id of their own
     */
    List<Document> transform(Change change) throws Exception;
}
