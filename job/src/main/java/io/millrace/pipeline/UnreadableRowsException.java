package io.millrace.pipeline;

import io.millrace.config.Problem;
import io.millrace.config.SourceSpec;
import io.millrace.postgres.Column;
import io.millrace.postgres.Identifiers;
import io.millrace.postgres.Table;
import io.millrace.row.RowSelection;
import io.millrace.source.ServerProblem;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Rows of a table could not be read; the message says what to do. */
public final class UnreadableRowsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final String TIMED_OUT = "57014";
    private static final String FORBIDDEN = "42501";

    /**
     * Cardinality violation, data exception, invalid transaction state (of what would write),
     * syntax error or access rule violation: see "PostgreSQL Error Codes", appendix A of its
     * documentation.
     */
    private static final Set<String> OF_CONDITION = Set.of("21", "22", "25", "42");

    /** The message has the words of the server, so that there need be no cause. */
    private UnreadableRowsException(String message) {
        super(message);
    }

    static UnreadableRowsException of(
            SQLException error, Table table, RowSelection selection, SourceSpec source) {
        return new UnreadableRowsException(message(error, table, selection, source));
    }

    private static String message(
            SQLException error, Table table, RowSelection selection, SourceSpec source) {
        String state = String.valueOf(error.getSQLState());
        if (state.equals(TIMED_OUT)) {
            return timedOut(table, selection);
        }
        if (state.equals(FORBIDDEN)) {
            return forbidden(error, table, source);
        }
        if (selection.condition() != null && OF_CONDITION.stream().anyMatch(state::startsWith)) {
            return condition(error, table, selection);
        }
        Problem problem = ServerProblem.of(error, source);
        return problem.message() + ". " + problem.remedy();
    }

    private static String timedOut(Table table, RowSelection selection) {
        String late =
                "Postgres did not give the rows of "
                        + table.name()
                        + " within "
                        + Preview.TIMEOUT.toSeconds()
                        + " s. ";
        return selection.condition() == null
                ? late + "If it is locked, as by ALTER TABLE, try again later."
                : late
                        + "Give a --where that an index serves in place of '"
                        + selection.condition()
                        + "', or leave it out.";
    }

    private static String forbidden(SQLException error, Table table, SourceSpec source) {
        String user = source.connection().username();
        return "The user '"
                + user
                + "' may not read "
                + table.name()
                + " ("
                + words(error)
                + "). Run GRANT USAGE ON SCHEMA "
                + Identifiers.quote(table.name().schema())
                + " TO "
                + Identifiers.quote(user)
                + "; GRANT SELECT ON "
                + Identifiers.quote(table.name())
                + " TO "
                + Identifiers.quote(user)
                + ".";
    }

    private static String condition(SQLException error, Table table, RowSelection selection) {
        return "Postgres does not take --where '"
                + selection.condition()
                + "' for "
                + table.name()
                + ": "
                + words(error)
                + hint(error)
                + ". Write a condition of Postgres on its columns "
                + table.columns().stream().map(Column::name).collect(Collectors.joining(", "))
                + "; --flow leaves other flows out.";
    }

    /** Without severity and position, which is one in a statement that the user does not see. */
    private static String words(SQLException error) {
        return told(error).map(ServerErrorMessage::getMessage).orElse(error.getMessage());
    }

    private static String hint(SQLException error) {
        return told(error)
                .map(ServerErrorMessage::getHint)
                .map(hint -> ". " + hint.replaceFirst("[.]$", ""))
                .orElse("");
    }

    private static Optional<ServerErrorMessage> told(SQLException error) {
        return error instanceof PSQLException postgres
                ? Optional.ofNullable(postgres.getServerErrorMessage())
                : Optional.empty();
    }
}
