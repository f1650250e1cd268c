package io.millrace.source.wal.pgoutput;

import io.millrace.change.TableName;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * One message of the protocol {@code pgoutput}, version 1: see "Logical Replication Message
 * Formats" in Postgres's documentation of its protocol. Object and transaction ids are unsigned 32
 * bits there and never negative here. Times are in microseconds since the Unix epoch.
 */
public sealed interface PgoutputMessage {

    /**
     * A transaction follows, complete: only committed ones are sent.
     *
     * @param commitLsn the position of its commit, the {@link Commit#commitLsn()} that ends it
     * @param transactionId of the top-level transaction
     */
    record Begin(long commitLsn, long committedAtMicros, long transactionId)
            implements PgoutputMessage {}

    /**
     * The transaction has ended.
     *
     * @param endLsn the position just after its commit: what a reader confirms
     */
    record Commit(long commitLsn, long endLsn, long committedAtMicros) implements PgoutputMessage {}

    /** Which transaction of another server this one repeats; it comes right after {@link Begin}. */
    record Origin(long commitLsn, String name) implements PgoutputMessage {}

    /**
     * A table as it was at this place in the log. It comes before the first change of the table,
     * and again before the first one after anything about it has changed.
     *
     * @param id names the table in the changes that follow
     * @param columns those that the publication sends; generated ones are not among them before
     *     Postgres 18
     */
    record Relation(
            long id, TableName table, ReplicaIdentity identity, List<RelationColumn> columns)
            implements PgoutputMessage {
        public Relation {
            columns = List.copyOf(columns);
        }
    }

    /** The name of a column's type that is not built in; it comes before the {@link Relation}. */
    record Type(long id, String schema, String name) implements PgoutputMessage {}

    record Insert(long relationId, Tuple row) implements PgoutputMessage {}

    /**
     * @param old what the log has of the row before; {@link OldRow.Absent} where neither its
     *     identity has changed nor the whole row is logged
     */
    record Update(long relationId, OldRow old, Tuple row) implements PgoutputMessage {}

    /**
     * @param old never {@link OldRow.Absent}
     */
    record Delete(long relationId, OldRow old) implements PgoutputMessage {}

    /**
     * @param relationIds the published tables among those that one statement emptied
     * @param cascade whether the statement said {@code CASCADE}
     * @param restartIdentity whether it said {@code RESTART IDENTITY}
     */
    record Truncate(List<Long> relationIds, boolean cascade, boolean restartIdentity)
            implements PgoutputMessage {
        public Truncate {
            relationIds = List.copyOf(relationIds);
        }
    }

    /**
     * What somebody wrote into the log by {@code pg_logical_emit_message}.
     *
     * @param transactional whether it stands between {@link Begin} and {@link Commit}; else it may
     *     come anywhere between transactions, committed or not
     * @param content any bytes, read-only
     */
    record Message(boolean transactional, long lsn, String prefix, ByteBuffer content)
            implements PgoutputMessage {}
}
