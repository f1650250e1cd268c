package io.millrace.source.wal;

import io.millrace.source.TlsProblem;
import java.sql.SQLException;
import java.util.Set;

/** Which errors of Postgres pass by themselves. All others stop the reader. */
final class PassingFailure {
    /** Connection lost or not made, transaction rolled back, resources exhausted. */
    private static final Set<String> CLASSES = Set.of("08", "40", "53");

    /**
     * Another process reads the slot, perhaps ours of before, which the server has not missed yet;
     * the server ended a question or the session, or takes none since it starts or stops.
     */
    private static final Set<String> STATES =
            Set.of("55006", "57014", "57P01", "57P02", "57P03", "57P05");

    private PassingFailure() {}

    /** See "PostgreSQL Error Codes", appendix A of its documentation. */
    static boolean is(SQLException error) {
        String state = error.getSQLState();
        return state != null
                && state.length() == 5
                && !TlsProblem.isRefusedCertificate(error)
                && (CLASSES.contains(state.substring(0, 2)) || STATES.contains(state));
    }
}
