package io.millrace.udf;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/**
 * A change of one row, as a function sees it.
 *
 * <p>It belongs to one call of one function. The JSON that it hands out is the function's own, the
 * same object each time, so that a transform may change it and return it; no other function and no
 * other flow sees that.
 *
 * <p>Numbers keep all their digits: those with a fraction are {@link java.math.BigDecimal}s.
 */
public interface Change {
    /** What happened to the row. */
    enum Action {
        INSERT,
        UPDATE,
        DELETE,
        /** Nothing: the row was there, and was read. */
        READ,
        /** All rows of the table went at once. */
        TRUNCATE
    }

    Action action();

    /**
     * The row after the change, as {@code to_jsonb} of Postgres has it; its last state if it is
     * gone. Empty for the truncate of a whole table.
     */
    ObjectNode record();

    /**
     * The former values of the columns that an update changed.
     *
     * @return empty for every other action, and where Postgres does not tell
     */
    Optional<ObjectNode> changes();

    /** The schema of the row's table. */
    String schema();

    /** The name of the row's table, without its schema. */
    String table();

    /** The row's primary key; columns are joined by {@code ,}, with {@code \} before , and \. */
    String key();

    /**
     * Where the change stands in Postgres's log, as the number behind a {@code pg_lsn}: that of its
     * commit, or with the reader {@code flink-cdc} its own.
     */
    long lsn();

    /** The change's place among those of the same {@link #lsn}, from 1; 0 where it needs none. */
    long commitIndex();

    /** The transaction, as {@code txid} in 32 bits; 0 for a read. */
    long transactionId();

    /**
     * @return empty for a read
     */
    Optional<Instant> committedAt();

    /** What the transaction said of itself by {@code pg_logical_emit_message}. */
    Optional<ObjectNode> annotations();
}
