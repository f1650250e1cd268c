package io.millrace.udf;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Objects;
import javax.annotation.Nullable;

/**
 * A document that a transform makes.
 *
 * <pre>{@code
 * Document.of(Map.of("name", name, "price", price))
 *         .withId("de-7")              // the default: the flow's key, else the row's
 *         .withRoute("products_de")    // the default: the flow's route
 * }</pre>
 *
 * @param id null for that of the flow
 * @param route which index, collection or table; null for that of the flow
 */
public record Document(ObjectNode content, @Nullable String id, @Nullable String route) {
    public Document {
        Objects.requireNonNull(content, "content");
        if (id != null && id.isEmpty()) {
            throw new IllegalArgumentException(
                    "A document's id is empty. Leave it out for the row's key.");
        }
    }

    public static Document of(ObjectNode content) {
        return new Document(content, null, null);
    }

    /**
     * A document of these fields.
     *
     * @param fields texts, numbers, booleans, nulls, dates and times, UUIDs, enums, Jackson nodes,
     *     and maps, iterables and arrays of them
     * @throws IllegalArgumentException if a value is of another type, or is no number in JSON
     */
    public static Document of(Map<String, ?> fields) {
        return of(JsonValues.object("", fields));
    }

    public Document withId(String id) {
        return new Document(content, Objects.requireNonNull(id, "id"), route);
    }

    public Document withRoute(String route) {
        return new Document(content, id, Objects.requireNonNull(route, "route"));
    }
}
