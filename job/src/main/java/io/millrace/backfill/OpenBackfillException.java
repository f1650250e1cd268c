package io.millrace.backfill;

import java.util.List;
import java.util.stream.Collectors;

/** Backfills were requested of which others are not through yet: one per flow and table. */
public final class OpenBackfillException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OpenBackfillException(List<Backfill> open) {
        super(
                open.stream().map(OpenBackfillException::describe).collect(Collectors.joining("; "))
                        + ". Wait until it ends, or cancel it; nothing was requested.");
    }

    private static String describe(Backfill open) {
        return "The flow '"
                + open.request().flow()
                + "' has a backfill of "
                + open.request().table()
                + " already, with the id "
                + open.id()
                + ", which is "
                + open.phase();
    }
}
