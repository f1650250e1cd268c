package io.millrace.postgres;

import java.io.Serializable;

/**
 * A column of a table.
 *
 * @param type as Postgres prints it, such as {@code numeric(10,2)} or {@code text[]}
 * @param typeName as the catalog stores it, such as {@code numeric} or {@code _text}
 * @param kind base type, enum, domain …
 * @param generated whether the server computes it ({@code GENERATED ALWAYS AS … STORED})
 * @param toastable whether the server may store it out of line and then leave it out of the log
 * @param values what it holds, whatever domains are around it
 */
public record Column(
        String name,
        String type,
        String typeName,
        TypeKind kind,
        boolean generated,
        boolean toastable,
        ValueType values)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** A column whose type is no domain, and has no modifier. */
    public Column(
            String name,
            String type,
            String typeName,
            TypeKind kind,
            boolean generated,
            boolean toastable) {
        this(
                name,
                type,
                typeName,
                kind,
                generated,
                toastable,
                kind == TypeKind.ARRAY
                        ? new ValueType(typeName.substring(1), -1, ValueType.Shape.LIST)
                        : new ValueType(typeName, -1, ValueType.Shape.SCALAR));
    }

    /** {@code pg_type.typtype}, and arrays by themselves. */
    public enum TypeKind {
        BASE,
        ARRAY,
        ENUM,
        OTHER
    }
}
