package io.millrace.backfill.table;

import io.millrace.backfill.chunk.Scope;
import io.millrace.postgres.Identifiers;
import io.millrace.postgres.Outage;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;

/** What it means that a statement has failed. */
public final class ReadFailure {
    /** A lock that others hold; a session that was idle for too long, since we had no time. */
    private static final Set<String> PASSING = Set.of("55P03", "25P03", "25P04");

    /** For a timeout as well as for an administrator's {@code pg_cancel_backend}. */
    private static final String CANCELED = "57014";

    private ReadFailure() {}

    /**
     * Whether the same statement may succeed later.
     *
     * @param taken how long it took to fail
     */
    public static boolean passes(SQLException error, Duration taken) {
        String state = error.getSQLState();
        if (CANCELED.equals(state)) {
            return taken.compareTo(ReadingSession.STATEMENT_TIMEOUT) < 0;
        }
        return !(error instanceof WrongConditionException)
                && (Outage.isCauseOf(error) || PASSING.contains(state));
    }

    /** What to tell of a failure that does not pass, and what to do about it. */
    public static String reason(SQLException error, Scope scope) {
        if (error instanceof WrongConditionException) {
            return error.getMessage();
        }
        String table = Identifiers.quote(scope.table());
        return switch (String.valueOf(error.getSQLState())) {
            case "42P01", "3F000" ->
                    "The table "
                            + table
                            + " is no longer there. Take it out of the flow, or create it and"
                            + " request the backfill again.";
            case "42501" ->
                    words(error)
                            + ". Run GRANT SELECT ON "
                            + table
                            + " for the user of the pipeline, and request the backfill again.";
            case CANCELED ->
                    "Reading a page of "
                            + table
                            + " took longer than "
                            + ReadingSession.STATEMENT_TIMEOUT.toSeconds()
                            + " s. "
                            + (scope.condition() == null
                                    ? "ANALYZE the table"
                                    : "Make the condition cheaper")
                            + ", and request the backfill again.";
            default ->
                    "The table "
                            + table
                            + " cannot be read: "
                            + words(error)
                            + ". Mend that, restart the pipeline if the table's key has changed,"
                            + " and request the backfill again.";
        };
    }

    private static String words(SQLException error) {
        String message = String.valueOf(error.getMessage());
        return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    }
}
