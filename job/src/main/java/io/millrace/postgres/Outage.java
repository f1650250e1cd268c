package io.millrace.postgres;

import java.sql.SQLException;
import java.util.Set;

/** Tells errors of the server that pass from those that the same question meets again. */
public final class Outage {
    /**
     * Connection exception, transaction rollback, insufficient resources, operator intervention,
     * system error: see "PostgreSQL Error Codes", appendix A of its documentation.
     */
    private static final Set<String> CLASSES = Set.of("08", "40", "53", "57", "58");

    private Outage() {}

    public static boolean isCauseOf(SQLException error) {
        String state = error.getSQLState();
        return state == null || state.length() < 2 || CLASSES.contains(state.substring(0, 2));
    }
}
