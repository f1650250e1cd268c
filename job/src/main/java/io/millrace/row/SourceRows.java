package io.millrace.row;

import io.millrace.change.RowKey;
import java.io.IOException;
import java.io.Serializable;
import java.util.Optional;

/**
 * The rows of the source as they are now, for what neither the log nor the state tells. Serves one
 * thread, which waits.
 */
public interface SourceRows extends Serializable, AutoCloseable {

    /**
     * Reads one row; empty if there is none of this key.
     *
     * @param transactionId a transaction that has committed, as the log gives it: the row is as it
     *     was after it, or later
     * @throws IOException if it cannot be told now; it may be tried again later
     */
    Optional<ReadRow> read(RowKey key, long transactionId) throws IOException, InterruptedException;

    @Override
    void close() throws IOException;
}
