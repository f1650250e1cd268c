package io.millrace.postgres;

import java.io.Serializable;

/**
 * What the values of a column are, behind any domains.
 *
 * @param name of the base type as the catalog stores it, such as {@code numeric}; of an array, that
 *     of its elements
 * @param modifier {@code pg_attribute.atttypmod} or {@code pg_type.typtypmod}, -1 if there is none
 * @param shape whether there are several
 */
public record ValueType(String name, int modifier, Shape shape) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** One value, or how many dimensions of them are declared. */
    public enum Shape {
        SCALAR,
        LIST,
        /** More dimensions, or arrays of domains over arrays. */
        NESTED
    }
}
