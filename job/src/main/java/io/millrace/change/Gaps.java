package io.millrace.change;

import java.util.List;
import java.util.Objects;

/**
 * The columns that a record lacks because the log left them out. A column that it lacks is unknown,
 * not null.
 *
 * @param identityOnly whether the record has the columns of the replica identity and no others
 * @param columns those that an update did not change, and the log therefore not told, and those
 *     computed of them; empty if {@code identityOnly}
 * @param computed those of the columns that may have changed nevertheless
 */
public record Gaps(boolean identityOnly, List<String> columns, List<Computed> computed) {
    /** The record is the whole row. */
    public static final Gaps NONE = new Gaps(false, List.of(), List.of());

    public static final Gaps IDENTITY_ONLY = new Gaps(true, List.of(), List.of());

    /**
     * A column that the server computes of others.
     *
     * @param sources those of them that the record has: if an update changed none of these, it did
     *     not change the column
     */
    public record Computed(String column, List<String> sources) {
        public Computed {
            Objects.requireNonNull(column, "column");
            sources = List.copyOf(sources);
        }
    }

    public Gaps {
        columns = List.copyOf(columns);
        computed = List.copyOf(computed);
    }

    public static Gaps of(List<String> columns) {
        return of(columns, List.of());
    }

    public static Gaps of(List<String> columns, List<Computed> computed) {
        return columns.isEmpty() ? NONE : new Gaps(false, columns, computed);
    }

    public boolean isEmpty() {
        return !identityOnly && columns.isEmpty();
    }
}
