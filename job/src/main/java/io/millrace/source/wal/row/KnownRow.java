package io.millrace.source.wal.row;

import io.millrace.source.UnreadableChangeException;
import io.millrace.source.wal.pgoutput.OldRow;
import io.millrace.source.wal.pgoutput.Tuple;

/** What the log tells of one state of a row: by a tuple, and by another for what that left out. */
final class KnownRow {
    private final Part part;
    private final Part rest;

    private KnownRow(Part part, Part rest) {
        this.part = part;
        this.rest = rest;
    }

    /**
     * A tuple of some columns.
     *
     * @param identityOnly whether it says nothing of other columns than the replica identity's
     */
    private record Part(Tuple tuple, boolean identityOnly) {
        private static final Part NONE = new Part(null, true);

        static Part of(OldRow row) {
            if (row instanceof OldRow.Whole whole) {
                return new Part(whole.tuple(), false);
            }
            return row instanceof OldRow.Key key ? new Part(key.tuple(), true) : NONE;
        }

        void requireColumns(RowLayout layout) {
            if (tuple != null && tuple.size() != layout.size()) {
                throw new UnreadableChangeException(
                        "A row of "
                                + layout.table()
                                + " has "
                                + tuple.size()
                                + " columns, and the table "
                                + layout.size());
            }
        }

        boolean knows(RowLayout layout, int column) {
            return tuple != null
                    && !tuple.isUnchanged(column)
                    && (!identityOnly || layout.isIdentity(column));
        }
    }

    static KnownRow inserted(Tuple tuple) {
        return new KnownRow(new Part(tuple, false), Part.NONE);
    }

    static KnownRow updated(Tuple tuple, OldRow old) {
        return new KnownRow(new Part(tuple, false), Part.of(old));
    }

    static KnownRow before(OldRow old) {
        return new KnownRow(Part.of(old), Part.NONE);
    }

    /** Whether it says nothing of other columns than the replica identity's. */
    boolean isIdentityOnly() {
        return part.identityOnly();
    }

    /** The tuple that has the column's text or null; null where the log does not tell it. */
    Tuple holding(RowLayout layout, int column) {
        if (part.knows(layout, column)) {
            return part.tuple();
        }
        return rest.knows(layout, column) && !isCut(column) ? rest.tuple() : null;
    }

    /**
     * A value that was left out is not null. Where the old row has a null for it, a partition logs
     * less than its root says.
     */
    private boolean isCut(int column) {
        return part.tuple().isUnchanged(column) && rest.tuple().isNull(column);
    }

    /** Whether the column is known to have another value in the other row. */
    boolean differs(RowLayout layout, int column, KnownRow other) {
        Tuple tuple = holding(layout, column);
        Tuple others = other.holding(layout, column);
        return tuple != others
                && tuple != null
                && others != null
                && !tuple.sameValue(column, others);
    }

    /**
     * @throws UnreadableChangeException if a tuple has more or fewer columns than the table
     */
    void requireColumns(RowLayout layout) {
        part.requireColumns(layout);
        rest.requireColumns(layout);
    }
}
