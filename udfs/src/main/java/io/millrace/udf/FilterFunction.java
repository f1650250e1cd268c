package io.millrace.udf;

/**
 * Decides which rows a flow keeps.
 *
 * <pre>{@code
 * public final class InStock implements FilterFunction {
 *     public boolean keep(Change change) {
 *         return change.record().path("in_stock").asBoolean();
 *     }
 * }
 * }</pre>
 *
 * <pre>{@code
 * filter: {class: com.acme.InStock}
 * }</pre>
 */
@FunctionalInterface
public interface FilterFunction extends FlowFunction {
    /**
     * @return whether there shall be a document of this row. Otherwise one that is there goes
     */
    boolean keep(Change change) throws Exception;
}
