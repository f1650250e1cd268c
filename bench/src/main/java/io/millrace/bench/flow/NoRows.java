package io.millrace.bench.flow;

import io.millrace.change.RowKey;
import io.millrace.row.ReadRow;
import io.millrace.row.SourceRows;
import java.util.Optional;

/** Stands for the database where the log tells everything. */
final class NoRows implements SourceRows {
    private static final long serialVersionUID = 1L;

    @Override
    public Optional<ReadRow> read(RowKey key, long transactionId) {
        throw new IllegalStateException("The change of " + key + " should have been whole");
    }

    @Override
    public void close() {}
}
