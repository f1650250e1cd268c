package io.millrace.source.wal;

import io.millrace.change.RowChange;
import io.millrace.postgres.Column;
import io.millrace.postgres.Table;
import io.millrace.source.ChangeReader;
import io.millrace.source.LogShortage;
import io.millrace.source.SlotSpec;
import java.util.Optional;
import org.apache.flink.api.connector.source.Source;

/**
 * Reads the log by {@code pgoutput}, and nothing but the log: rows that were there before the slot
 * come with their next change.
 *
 * <p>Stricter than a {@link ChangeReader} must be: after a restore the source goes on exactly
 * behind the last change that the checkpoint holds. A change's position is the commit of its
 * transaction and its number in it; a change of the key is two, a delete and an insert.
 */
public final class WalReader implements ChangeReader {
    /** The log tells every column in the server's own words. */
    @Override
    public Optional<String> cannotRead(Column column) {
        return Optional.empty();
    }

    /** Columns that the log leaves out are told as gaps; the key is all that it must have. */
    @Override
    public Optional<LogShortage> missingPrerequisite(Table table) {
        return KnownKeys.missingFor(table);
    }

    @Override
    public boolean readsTablesAddedLater() {
        return true;
    }

    @Override
    public boolean readsExistingRows() {
        return false;
    }

    @Override
    public boolean emitsWatermarks() {
        return true;
    }

    @Override
    public Source<RowChange, ?, ?> source(SlotSpec slot, long startLsn) {
        return new WalSource(slot, startLsn);
    }
}
