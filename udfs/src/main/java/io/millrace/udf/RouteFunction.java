package io.millrace.udf;

import javax.annotation.Nullable;

/**
 * Decides where a row's document goes.
 *
 * <pre>{@code
 * public final class ByRegion implements RouteFunction {
 *     public String route(Change change) {
 *         return "products_" + change.record().path("region").asText("world");
 *     }
 * }
 * }</pre>
 *
 * <pre>{@code
 * route: {class: com.acme.ByRegion}
 * }</pre>
 */
@FunctionalInterface
public interface RouteFunction extends FlowFunction {
    /**
     * @return the index, collection or table; null for the sink's own. A document that was
     *     elsewhere before goes from there
     */
    @Nullable
    String route(Change change) throws Exception;
}
