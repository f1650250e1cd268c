package io.millrace.backfill;

import io.millrace.change.TableName;
import io.millrace.postgres.Identifiers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Parser;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Which rows of a table are meant: a condition of Postgres on its columns, as a user writes it. It
 * stands in a {@code WHERE} over that table alone, which has no other name there.
 *
 * @param sql any text, until {@link #error} has found nothing wrong with it
 */
public record Condition(String sql) {
    /**
     * Feature not supported, cardinality violation, data exception, invalid transaction state (of
     * what would write), syntax error or access rule violation: see "PostgreSQL Error Codes",
     * appendix A of its documentation.
     */
    private static final Set<String> OF_CONDITION = Set.of("0A", "21", "22", "25", "42");

    /** Protocol violation: the driver has bound none. */
    private static final String PARAMETERS_MISSING = "08P01";

    private static final int TIMEOUT_SECONDS = 20;

    /** For a {@code WHERE}, beside other conditions. It may end with a comment. */
    public String inParentheses() {
        return "(" + sql + "\n)";
    }

    /**
     * Why it is no condition on this table, in words for people without a full stop; empty if it is
     * one. It is planned, not executed, and nothing can be written.
     *
     * @param session commits each statement
     * @throws SQLException if that could not be found out
     */
    public Optional<String> error(Connection session, TableName table) throws SQLException {
        String explain = "EXPLAIN SELECT FROM " + Identifiers.quote(table) + " WHERE ";
        // What closes a parenthesis that it has not opened finds none in the second.
        List<String> uses =
                List.of(
                        explain + inParentheses(),
                        explain + "CASE WHEN " + sql + "\nTHEN true END");
        for (String use : uses) {
            if (statements(use, session) != 1) {
                return Optional.of("it must be one condition, without a ';'");
            }
        }
        session.setReadOnly(true);
        session.setAutoCommit(false);
        try (Statement statement = session.createStatement()) {
            // Neither braces nor question marks are JDBC's here.
            statement.setEscapeProcessing(false);
            statement.setQueryTimeout(TIMEOUT_SECONDS);
            for (String use : uses) {
                statement.execute(use);
            }
            return Optional.empty();
        } catch (PSQLException e) {
            return Optional.of(
                    PARAMETERS_MISSING.equals(e.getSQLState())
                            ? "it must have no parameters, such as $1"
                            : words(e));
        } finally {
            session.rollback();
            session.setAutoCommit(true);
            session.setReadOnly(false);
        }
    }

    /** As how many statements the driver would send it. */
    private static int statements(String sql, Connection session) throws SQLException {
        boolean standardStrings =
                session.unwrap(BaseConnection.class).getStandardConformingStrings();
        return Parser.parseJdbcSql(sql, standardStrings, false, true, false, false).size();
    }

    /**
     * Without the severity, and without the position, which is one in a statement that the user has
     * not written.
     *
     * @throws PSQLException where it is not for the condition that the server has refused it
     */
    private static String words(PSQLException error) throws PSQLException {
        ServerErrorMessage told = error.getServerErrorMessage();
        String state = String.valueOf(error.getSQLState());
        if (told == null || state.length() < 2 || !OF_CONDITION.contains(state.substring(0, 2))) {
            throw error;
        }
        return Stream.of(told.getMessage(), told.getHint())
                .filter(Objects::nonNull)
                .map(words -> words.replaceFirst("[.]$", "").replaceAll("\\s+", " "))
                .collect(Collectors.joining(". "));
    }
}
