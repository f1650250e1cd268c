package io.millrace.change;

import java.util.List;

/**
 * The columns that a record lacks because the log left them out. A column that it lacks is unknown,
 * not null.
 *
 * @param identityOnly whether the record has the columns of the replica identity and no others
 * @param columns those that an update did not change, and the log therefore not told; empty if
 *     {@code identityOnly}
 */
public record Gaps(boolean identityOnly, List<String> columns) {
    /** The record is the whole row. */
    public static final Gaps NONE = new Gaps(false, List.of());

    public static final Gaps IDENTITY_ONLY = new Gaps(true, List.of());

    public Gaps {
        columns = List.copyOf(columns);
    }

    public static Gaps of(List<String> columns) {
        return columns.isEmpty() ? NONE : new Gaps(false, columns);
    }

    public boolean isEmpty() {
        return !identityOnly && columns.isEmpty();
    }
}
