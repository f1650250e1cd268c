package io.millrace.deadletter;

import io.millrace.config.SourceSpec;
import java.sql.SQLException;

/** Postgres does not take dead letters, and somebody has to see to it. */
final class LettersRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private LettersRefusedException(String message, SQLException cause) {
        super(message, cause);
    }

    static LettersRefusedException of(SQLException error, SourceSpec database) {
        return new LettersRefusedException(
                "Cannot write dead letters to "
                        + DeadLetterTable.NAME
                        + " of the database '"
                        + database.connection().database()
                        + "' at "
                        + database.connection().hostname()
                        + ":"
                        + database.connection().port()
                        + " ("
                        + words(error)
                        + "). "
                        + remedy(error, database),
                error);
    }

    /** Without the lines behind the first, where Postgres may quote what is in a row. */
    static String words(SQLException error) {
        return error.getMessage().lines().findFirst().orElse("").strip();
    }

    private static String remedy(SQLException error, SourceSpec database) {
        String state = error.getSQLState() == null ? "" : error.getSQLState();
        return switch (state) {
            case "42501" -> "Run " + DeadLetterTable.grants(database.connection().username());
            case "42P01", "3F000" ->
                    "The table is made when a pipeline starts: stop this one and start it again";
            case "42703" ->
                    "The table lacks a column: compare it with the one that docs/running.md shows";
            default ->
                    "SQLSTATE " + state + " is explained in appendix A of Postgres's documentation";
        };
    }
}
