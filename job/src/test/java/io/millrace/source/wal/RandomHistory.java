package io.millrace.source.wal;

import io.millrace.change.RowChange;
import io.millrace.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Random transactions on the table {@code t (id, v)}, two open at a time, some rolled back, with
 * savepoints. Tells what must be read, in the order of the commits.
 */
final class RandomHistory implements AutoCloseable {
    private final Random random;
    private final List<Writer> writers = new ArrayList<>();
    private final List<String> committed = new ArrayList<>();

    RandomHistory(TestDatabase database, Random random) throws SQLException {
        this.random = random;
        writers.add(new Writer(database.connect(), 1));
        writers.add(new Writer(database.connect(), 2));
    }

    /** How a change is told. */
    static String describe(RowChange change) {
        return change.action() + " " + change.key().id() + " " + change.record();
    }

    /** Carries out so many statements, and commits. */
    List<String> write(int statements) throws SQLException {
        for (int i = 0; i < statements; i++) {
            Writer writer = writers.get(random.nextInt(writers.size()));
            switch (random.nextInt(12)) {
                case 0, 1 -> writer.commit();
                case 2 -> writer.rollBack();
                case 3 -> writer.rollBackToSavepoint();
                case 4, 5 -> writer.update();
                case 6 -> writer.changeKey();
                case 7, 8 -> writer.delete();
                default -> writer.insert(1 + random.nextInt(random.nextInt(10) == 0 ? 300 : 4));
            }
        }
        for (Writer writer : writers) {
            writer.commit();
        }
        return committed;
    }

    @Override
    public void close() throws SQLException {
        for (Writer writer : writers) {
            writer.session.close();
        }
    }

    /** A session with rows of its own, so that the two never wait for each other. */
    private final class Writer {
        private final Connection session;
        private final Statement statement;
        private final List<String> open = new ArrayList<>();
        private final List<Long> rows = new ArrayList<>();
        private final List<Long> rowsBefore = new ArrayList<>();
        private final int step;
        private long nextId;
        private int values;

        Writer(Connection session, int offset) throws SQLException {
            this.session = session;
            this.statement = session.createStatement();
            this.step = 2;
            this.nextId = offset;
            session.setAutoCommit(false);
        }

        void insert(int count) throws SQLException {
            StringBuilder sql = new StringBuilder("INSERT INTO t VALUES ");
            for (int i = 0; i < count; i++) {
                long id = freshId();
                rows.add(id);
                sql.append(i == 0 ? "" : ", ").append("(").append(id).append(", 'i')");
                open.add(told("INSERT", id, "i"));
            }
            statement.execute(sql.toString());
        }

        void update() throws SQLException {
            if (!rows.isEmpty()) {
                long id = rows.get(random.nextInt(rows.size()));
                String value = "u" + ++values;
                statement.execute("UPDATE t SET v = '" + value + "' WHERE id = " + id);
                open.add(told("UPDATE", id, value));
            }
        }

        void changeKey() throws SQLException {
            if (!rows.isEmpty()) {
                long id = rows.remove(random.nextInt(rows.size()));
                String value = "k" + ++values;
                statement.execute("UPDATE t SET v = '" + value + "' WHERE id = " + id);
                open.add(told("UPDATE", id, value));
                long now = freshId();
                rows.add(now);
                statement.execute("UPDATE t SET id = " + now + " WHERE id = " + id);
                open.add(told("DELETE", id, value));
                open.add(told("INSERT", now, value));
            }
        }

        void delete() throws SQLException {
            if (!rows.isEmpty()) {
                long id = rows.remove(random.nextInt(rows.size()));
                String value = "d" + ++values;
                statement.execute("UPDATE t SET v = '" + value + "' WHERE id = " + id);
                open.add(told("UPDATE", id, value));
                statement.execute("DELETE FROM t WHERE id = " + id);
                open.add(told("DELETE", id, value));
            }
        }

        /** What a savepoint takes back is not in the log. */
        void rollBackToSavepoint() throws SQLException {
            statement.execute("SAVEPOINT s");
            statement.execute("INSERT INTO t VALUES (" + freshId() + ", 'taken back')");
            statement.execute("ROLLBACK TO SAVEPOINT s");
        }

        void commit() throws SQLException {
            session.commit();
            committed.addAll(open);
            open.clear();
            rowsBefore.clear();
            rowsBefore.addAll(rows);
        }

        void rollBack() throws SQLException {
            session.rollback();
            open.clear();
            rows.clear();
            rows.addAll(rowsBefore);
        }

        private long freshId() {
            nextId += step;
            return nextId;
        }

        private static String told(String action, long id, String value) {
            return action + " " + id + " {\"id\":" + id + ",\"v\":\"" + value + "\"}";
        }
    }
}
