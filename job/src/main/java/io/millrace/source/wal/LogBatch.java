package io.millrace.source.wal;

import io.millrace.change.RowChange;
import io.millrace.postgres.LogOrigin;
import java.util.List;

/**
 * Changes in their order, handed over together.
 *
 * @param bytes about how much memory they take
 * @param confirmLsn every transaction that ends up to here is complete with these changes; where
 *     some lines on there is nothing to read, a position between transactions
 * @param origin of the log that these positions are in
 */
record LogBatch(List<RowChange> changes, long bytes, long confirmLsn, LogOrigin origin) {}
