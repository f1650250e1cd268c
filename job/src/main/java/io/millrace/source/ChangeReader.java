package io.millrace.source;

import io.millrace.change.RowChange;
import org.apache.flink.api.connector.source.Source;

/**
 * A way to read rows and their committed changes.
 *
 * <p>Its source emits every change that commits after the slot was created, at least once, the
 * changes of one row in the order of their commits; a change that is emitted again has the same
 * {@link RowChange#position()}. On a restore it resumes from the slot, and fails for good, by a
 * {@link PositionLostException}, where the slot no longer holds what the checkpoint has not seen. A
 * record equals {@code to_jsonb(row)} in a session in UTC.
 */
public interface ChangeReader extends TableDemands {

    /** Whether it can go on from its state with tables that it did not read before. */
    boolean readsTablesAddedLater();

    /** Whether it begins with the rows that there are, of all its tables. */
    boolean readsExistingRows();

    /** Whether its watermarks tell up to which commit everything was emitted. */
    boolean emitsWatermarks();

    /**
     * @param startLsn the position from which the slot sends changes on the first start; a row that
     *     is read there is older than every change that the slot sends
     */
    Source<RowChange, ?, ?> source(SlotSpec slot, long startLsn);
}
