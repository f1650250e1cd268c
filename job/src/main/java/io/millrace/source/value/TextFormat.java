package io.millrace.source.value;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;

/** The settings of a session whose values {@link ValueWriter}s can read. */
public final class TextFormat {
    private static final List<String> SETTINGS =
            List.of(
                    "TimeZone=UTC",
                    "DateStyle=ISO",
                    "IntervalStyle=postgres",
                    "extra_float_digits=1",
                    "bytea_output=hex");

    private TextFormat() {}

    /** For the startup parameter {@code options} of a connection. */
    public static String options() {
        return SETTINGS.stream().map(s -> "-c " + s).collect(Collectors.joining(" "));
    }

    /** For a session that is open already. */
    public static void applyTo(Connection session) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.execute(
                    SETTINGS.stream().map(s -> "SET " + s).collect(Collectors.joining("; ")));
        }
    }
}
