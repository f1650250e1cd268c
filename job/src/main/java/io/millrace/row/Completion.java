package io.millrace.row;

import io.millrace.change.Gaps;
import io.millrace.change.Json;
import io.millrace.change.RowChange;
import java.io.IOException;
import java.util.Optional;
import javax.annotation.Nullable;
import org.apache.flink.metrics.Counter;

/**
 * Makes changes whole: from the row's image in the state, and where that does not tell either, by
 * reading the row once more.
 */
final class Completion {
    private final SourceRows source;
    private final Counter rowsReadAgain;
    private final GapFilling filling = new GapFilling();
    private final FormerValues former = new FormerValues();

    Completion(SourceRows source, Counter rowsReadAgain) {
        this.source = source;
        this.rowsReadAgain = rowsReadAgain;
    }

    /**
     * @param image the whole row before the change; null if it is unknown or there was none
     */
    CompleteChange complete(RowChange change, @Nullable Json image)
            throws IOException, InterruptedException {
        return switch (change.action()) {
            case UPDATE -> updated(change, image);
            case DELETE ->
                    CompleteChange.asLogged(
                            change.gaps().isEmpty() || image == null
                                    ? change
                                    : withRecord(change, image, Gaps.NONE));
            // The row of a key that another one had moves here with what its update left out.
            case INSERT, READ ->
                    change.gaps().isEmpty()
                            ? CompleteChange.asLogged(change)
                            : readAgain(change, null);
            case TRUNCATE -> CompleteChange.asLogged(change);
        };
    }

    private CompleteChange updated(RowChange change, @Nullable Json image)
            throws IOException, InterruptedException {
        RowChange filled = change;
        if (!change.gaps().isEmpty() && image != null) {
            Filled row = filling.fill(change.record(), change.gaps(), image);
            filled = withRecord(change, row.record(), row.gaps());
        }
        if (!filled.gaps().isEmpty()) {
            return readAgain(filled, image);
        }
        return change.changes() != null || image == null
                ? CompleteChange.asLogged(filled)
                : new CompleteChange(filled, former.of(image, filled.record()), null);
    }

    private CompleteChange readAgain(RowChange change, @Nullable Json image)
            throws IOException, InterruptedException {
        rowsReadAgain.inc();
        Optional<ReadRow> found = source.read(change.key(), change.origin().transactionId());
        if (found.isEmpty()) {
            // What took the row away comes later in the stream.
            return CompleteChange.asLogged(change);
        }
        Json record = found.get().record();
        return new CompleteChange(
                withRecord(change, record, Gaps.NONE),
                image == null ? change.changes() : former.of(image, record),
                found.get().snapshot());
    }

    private static RowChange withRecord(RowChange change, Json record, Gaps gaps) {
        return new RowChange(
                change.action(), change.key(), record, gaps, change.changes(), change.origin());
    }
}
