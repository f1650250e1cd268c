package io.millrace.change;

/**
 * Where a change stands in the log. Of one row, later changes have greater positions; a change that
 * is read again has the same.
 *
 * <p>A reader that knows them gives the commit of the change's transaction and the place within it,
 * which orders all changes of a slot, each by a position of its own. Flink CDC's knows but the
 * position of the change itself, which orders those of a row.
 *
 * @param lsn a log sequence number
 * @param index counted from 1 among the changes with this {@code lsn}; 0 where it needs none
 */
public record Position(long lsn, long index) implements Comparable<Position> {

    public boolean isAfter(Position other) {
        return compareTo(other) > 0;
    }

    @Override
    public int compareTo(Position other) {
        int byLsn = Long.compare(lsn, other.lsn);
        return byLsn != 0 ? byLsn : Long.compare(index, other.index);
    }

    @Override
    public String toString() {
        return Lsn.format(lsn) + "#" + index;
    }
}
