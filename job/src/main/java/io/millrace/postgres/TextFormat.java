package io.millrace.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The settings of a session in which values are written as records have them: those of the log as
 * {@code source.value} reads them, and what {@code to_jsonb} makes of a row.
 */
public final class TextFormat {
    private static final List<String> SETTINGS =
            List.of(
                    "TimeZone=UTC",
                    "DateStyle=ISO",
                    "IntervalStyle=postgres",
                    "extra_float_digits=1",
                    "bytea_output=hex");

    private TextFormat() {}

    /**
     * Also for a replication connection, before it starts to stream. Startup {@code options} would
     * not do: the driver sends the JVM's time zone besides, which wins.
     */
    public static void applyTo(Connection session) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.execute(
                    SETTINGS.stream()
                            .map(setting -> "SET " + setting)
                            .collect(Collectors.joining("; ")));
        }
    }
}
