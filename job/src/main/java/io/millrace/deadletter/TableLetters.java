package io.millrace.deadletter;

import io.millrace.change.DeadLetter;
import io.millrace.config.SourceSpec;
import io.millrace.postgres.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import javax.annotation.Nullable;

/** Letters in the {@link DeadLetterTable}, by a connection that is made anew after each failure. */
final class TableLetters implements LetterStore {
    /**
     * A letter must outlive a crash of the server, and a lock on the table must not hold a session
     * for longer than we wait for its answer.
     */
    private static final String SESSION =
            """
            SELECT set_config('statement_timeout', '20s', false),
                   CASE current_setting('synchronous_commit')
                        WHEN 'off' THEN set_config('synchronous_commit', 'on', false) END
            """;

    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

    private final String pipeline;
    private final SourceSpec database;
    @Nullable private Connection connection;

    TableLetters(String pipeline, SourceSpec database) {
        this.pipeline = pipeline;
        this.database = database;
    }

    @Override
    public int add(List<DeadLetter> letters) throws SQLException {
        try {
            if (connection == null) {
                connection = connect();
            }
            return insert(connection, letters);
        } catch (SQLException e) {
            disconnect(e);
            throw e;
        }
    }

    private Connection connect() throws SQLException {
        Connection made = Database.connect(database);
        try (Statement statement = made.createStatement()) {
            made.setNetworkTimeout(Runnable::run, (int) ANSWER_TIMEOUT.toMillis());
            statement.execute(SESSION);
            return made;
        } catch (SQLException e) {
            made.close();
            throw e;
        }
    }

    private int insert(Connection session, List<DeadLetter> letters) throws SQLException {
        try (PreparedStatement statement = session.prepareStatement(LetterColumn.INSERT)) {
            int parameter = 0;
            for (LetterColumn column : LetterColumn.ALL) {
                parameter++;
                statement.setArray(
                        parameter, session.createArrayOf("text", column.texts(pipeline, letters)));
            }
            return statement.executeUpdate();
        }
    }

    private void disconnect(SQLException reason) {
        try {
            close();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    @Override
    public void close() throws SQLException {
        Connection last = connection;
        connection = null;
        if (last != null) {
            last.close();
        }
    }
}
