package io.millrace.config;

import java.io.Serializable;
import java.util.Map;

/** A step of a flow, as the user wrote it. */
public sealed interface Fragment extends Serializable {
    Place place();

    /**
     * Flink SQL.
     *
     * @param text an expression, or a select list for a transform
     */
    record Sql(String text, Place place) implements Fragment {}

    /**
     * A Java function.
     *
     * @param className as {@link Class#getName}
     * @param options for the function to open with: strings, numbers, booleans, lists and maps of
     *     them, and null
     */
    record Function(String className, Map<String, Object> options, Place place)
            implements Fragment {}
}
