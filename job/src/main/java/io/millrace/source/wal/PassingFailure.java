package io.millrace.source.wal;

import java.sql.SQLException;
import java.util.Set;

/** Which errors of Postgres pass by themselves. All others stop the reader. */
final class PassingFailure {
    /** Another process reads the slot: perhaps ours of before, which the server has not missed. */
    static final String OBJECT_IN_USE = "55006";

    /** Ended by an administrator or a crash, or refused since the server starts or stops. */
    private static final Set<String> SERVER_GOES_OR_COMES =
            Set.of("57P01", "57P02", "57P03", "57P05");

    private PassingFailure() {}

    /** See "PostgreSQL Error Codes", appendix A of its documentation. */
    static boolean is(SQLException error) {
        String state = error.getSQLState() == null ? "" : error.getSQLState();
        return state.startsWith("08")
                || state.startsWith("53")
                || state.equals(OBJECT_IN_USE)
                || SERVER_GOES_OR_COMES.contains(state);
    }
}
