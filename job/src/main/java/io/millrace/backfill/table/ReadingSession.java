package io.millrace.backfill.table;

import io.millrace.config.SourceSpec;
import io.millrace.postgres.Database;
import io.millrace.postgres.TextFormat;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** Opens sessions that only read, and that no table waits for long. */
public final class ReadingSession {
    /** A page or a look at the plan takes milliseconds; so long only what has no use of the key. */
    static final Duration STATEMENT_TIMEOUT = Duration.ofMinutes(2);

    private static final Duration ANSWER_TIMEOUT = STATEMENT_TIMEOUT.plusSeconds(30);

    /** Whoever changes the table, and waits for us, lets nobody else read it meanwhile. */
    private static final String SETTINGS =
            """
            SET default_transaction_read_only = on;
            SET standard_conforming_strings = on;
            SET statement_timeout = %d;
            SET lock_timeout = 10000;
            SET idle_in_transaction_session_timeout = 60000
            """
                    .formatted(STATEMENT_TIMEOUT.toMillis());

    private ReadingSession() {}

    /** Values are written as records have them. Each transaction sees one state of the database. */
    public static Connection open(SourceSpec source) throws SQLException {
        Connection session = Database.connect(source);
        try (Statement statement = session.createStatement()) {
            session.setNetworkTimeout(Runnable::run, (int) ANSWER_TIMEOUT.toMillis());
            TextFormat.applyTo(session);
            statement.execute(SETTINGS);
            session.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            session.setReadOnly(true);
            session.setAutoCommit(false);
            return session;
        } catch (SQLException e) {
            session.close();
            throw e;
        }
    }
}
