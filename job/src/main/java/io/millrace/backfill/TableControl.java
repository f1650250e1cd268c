package io.millrace.backfill;

import io.millrace.backfill.table.Session;
import io.millrace.config.SourceSpec;
import io.millrace.postgres.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** A pipeline's rows of the {@link BackfillTable}, by a session that is made anew when it fails. */
final class TableControl implements Control {
    private static final String SETTINGS = "SET statement_timeout = 20000";
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

    private final String pipeline;
    private final SourceSpec database;
    private final Session session = new Session(this::connect);

    TableControl(String pipeline, SourceSpec database) {
        this.pipeline = pipeline;
        this.database = database;
    }

    @Override
    public List<Backfill> find(Collection<Long> known, long after) throws SQLException {
        return ask(table -> table.find(pipeline, known, after));
    }

    @Override
    public void request(List<BackfillRequest> initial) throws SQLException {
        ask(table -> table.request(pipeline, initial));
    }

    @Override
    public void started(long id, long rowsEstimated) throws SQLException {
        tell(table -> table.started(id, rowsEstimated));
    }

    @Override
    public void progress(long id, long rowsRead) throws SQLException {
        tell(table -> table.progress(id, rowsRead));
    }

    @Override
    public void ended(Ending ending) throws SQLException {
        tell(
                table -> {
                    table.progress(ending.id(), ending.rowsRead());
                    table.ended(ending.id(), ending.phase(), ending.error());
                });
    }

    @Override
    public void abort() throws SQLException {
        session.abort();
    }

    private void tell(Words words) throws SQLException {
        ask(
                table -> {
                    words.tell(table);
                    return null;
                });
    }

    private <T> T ask(Question<T> question) throws SQLException {
        return session.use(open -> question.ask(new BackfillTable(open)));
    }

    private Connection connect() throws SQLException {
        Connection made = Database.connect(database);
        try (Statement statement = made.createStatement()) {
            made.setNetworkTimeout(Runnable::run, (int) ANSWER_TIMEOUT.toMillis());
            statement.execute(SETTINGS);
            return made;
        } catch (SQLException e) {
            made.close();
            throw e;
        }
    }

    private interface Question<T> {
        T ask(BackfillTable table) throws SQLException;
    }

    private interface Words {
        void tell(BackfillTable table) throws SQLException;
    }
}
