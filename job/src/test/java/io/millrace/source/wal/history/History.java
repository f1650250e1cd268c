package io.millrace.source.wal.history;

import io.millrace.testing.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Random transactions of several sessions on {@link HistoryTable#ALL}, rows and tables being
 * changed. It keeps no account of what is in the tables: the server does.
 */
public final class History implements AutoCloseable {
    private static final int SESSIONS = 3;

    private final TestDatabase database;
    private final String publication;
    private final Random random;
    private final List<HistorySession> sessions = new ArrayList<>();
    private final List<String> carriedOut = new ArrayList<>();
    private final Map<Step, Integer> effects;
    private final Set<String> altered = new TreeSet<>();
    private int fresh;

    /**
     * @param effects counts the steps that took effect
     */
    public History(
            TestDatabase database, String publication, Random random, Map<Step, Integer> effects)
            throws SQLException {
        this.database = database;
        this.publication = publication;
        this.random = random;
        this.effects = effects;
        for (int i = 0; i < SESSIONS; i++) {
            sessions.add(new HistorySession(database.connect(), carriedOut));
        }
    }

    public static void createTables(TestDatabase database) throws SQLException {
        database.execute(
                "CREATE TYPE mood AS ENUM ('fine', 'so so')",
                "CREATE DOMAIN score AS integer CHECK (VALUE BETWEEN 0 AND 100)",
                "CREATE TYPE pair AS (a integer, b text, c numeric[])");
        for (HistoryTable table : HistoryTable.ALL) {
            database.execute(table.creation().toArray(String[]::new));
        }
    }

    /** Takes one step, which may come to nothing. */
    public void step() throws SQLException {
        HistorySession session = sessions.get(random.nextInt(sessions.size()));
        HistoryTable table = HistoryTable.ALL.get(random.nextInt(HistoryTable.ALL.size()));
        Step step = Step.any(random);
        boolean done =
                switch (step) {
                    case BEGIN -> session.begin();
                    case COMMIT -> session.end("COMMIT");
                    case ROLL_BACK -> session.end("ROLLBACK");
                    case SAVEPOINT -> session.savepoint();
                    case ROLL_BACK_TO_SAVEPOINT -> session.endSavepoint("ROLLBACK TO");
                    case RELEASE_SAVEPOINT -> session.endSavepoint("RELEASE");
                    case PREPARE ->
                            session.end("PREPARE TRANSACTION '" + database.name() + fresh++ + "'");
                    case COMMIT_PREPARED -> !session.isOpen() && endPrepared(session, "COMMIT");
                    case ROLL_BACK_PREPARED ->
                            !session.isOpen() && endPrepared(session, "ROLLBACK");
                    case VACUUM ->
                            !session.isOpen()
                                    && session.attemptAlone("VACUUM FULL " + table.name());
                    case COPY -> copy(session, table);
                    case ADD_LABEL, RENAME_LABEL -> alterLabels(session, step);
                    case RENAME_ATTRIBUTE -> renameAttribute(session);
                    default -> change(session, table, step);
                };
        if (done) {
            effects.merge(step, 1, Integer::sum);
        }
    }

    private boolean change(HistorySession session, HistoryTable table, Step step)
            throws SQLException {
        List<HistoryColumn> columns = session.columns(table.name());
        Dml dml = new Dml(table, table.name(), columns, random);
        Ddl ddl = new Ddl(table, columns, random, fresh++);
        List<String> statements =
                switch (step) {
                    case INSERT -> List.of(dml.insert());
                    case UPSERT -> List.of(dml.upsert());
                    case MERGE -> List.of(dml.merge());
                    case UPDATE -> List.of(dml.update());
                    case CHANGE_KEYS -> List.of(dml.changeKeys());
                    case NEGATE_KEYS -> List.of(dml.negateKeys());
                    case DELETE -> List.of(dml.delete());
                    case BLOCK -> List.of(dml.block());
                    case TRUNCATE -> List.of("TRUNCATE " + table.name());
                    case TRUNCATE_ALL ->
                            List.of("TRUNCATE " + HistoryTable.names(HistoryTable.ALL));
                    case ADD_COLUMN -> ddl.addColumn();
                    case ADD_GENERATED -> ddl.addGenerated();
                    case ADD_COLUMN_OF_NEW_TYPE -> ddl.addColumnOfNewType();
                    case DROP_COLUMN -> ddl.dropColumn();
                    case RENAME_COLUMN -> ddl.renameColumn();
                    case ALTER_TYPE -> ddl.alterType();
                    case ALTER_KEY_TYPE -> ddl.alterKeyType();
                    case SET_DEFAULT -> ddl.setDefault();
                    case SWITCH_IDENTITY -> ddl.switchIdentity();
                    case RENAME_AND_BACK -> ddl.renameAndBack();
                    case RENAME_AND_CHANGE -> ddl.renameAndChange();
                    case MAKE_ANEW -> ddl.makeAnew(publication);
                    default -> throw new IllegalStateException(step.toString());
                };
        if (statements.isEmpty()) {
            return false;
        }
        if (step.altersRows()) {
            statements = new ArrayList<>(statements);
            if (random.nextBoolean()) {
                statements.add(rewrite(table));
            } else {
                altered.add(table.name());
            }
        }
        return session.attempt(statements);
    }

    private boolean copy(HistorySession session, HistoryTable table) throws SQLException {
        List<HistoryColumn> columns = session.columns(table.name());
        Dml dml = new Dml(table, table.name(), columns, random);
        return session.copy(table.name(), dml.keyNames(), dml.copied());
    }

    private boolean alterLabels(HistorySession session, Step step) throws SQLException {
        String label = "label " + fresh++;
        if (step == Step.ADD_LABEL) {
            return session.attempt(List.of("ALTER TYPE mood ADD VALUE '" + label + "'"));
        }
        HistoryTable.ALL.forEach(table -> altered.add(table.name()));
        List<String> labels =
                session.texts("SELECT enumlabel FROM pg_enum WHERE enumtypid = 'mood'::regtype");
        String old = labels.get(random.nextInt(labels.size()));
        return session.attempt(
                List.of("ALTER TYPE mood RENAME VALUE '" + old + "' TO '" + label + "'"));
    }

    private boolean renameAttribute(HistorySession session) throws SQLException {
        HistoryTable.ALL.forEach(table -> altered.add(table.name()));
        List<String> attributes =
                session.texts("SELECT attname FROM pg_attribute WHERE attrelid = 'pair'::regclass");
        String old = attributes.get(random.nextInt(attributes.size()));
        return session.attempt(
                List.of("ALTER TYPE pair RENAME ATTRIBUTE " + old + " TO a" + fresh++));
    }

    private boolean endPrepared(HistorySession session, String how) throws SQLException {
        List<String> prepared =
                session.texts(
                        "SELECT gid FROM pg_prepared_xacts WHERE database = current_database()");
        return !prepared.isEmpty()
                && session.attemptAlone(how + " PREPARED '" + prepared.get(0) + "'");
    }

    /** Ends every transaction, one way or the other. */
    public void settle() throws SQLException {
        for (HistorySession session : sessions) {
            session.end(random.nextInt(4) > 0 ? "COMMIT" : "ROLLBACK");
        }
        while (endPrepared(sessions.get(0), random.nextBoolean() ? "COMMIT" : "ROLLBACK")) {}
    }

    /**
     * The tables whose rows differ by now from what they were when they were last written, through
     * no change of theirs.
     */
    public Set<String> altered() {
        return altered;
    }

    /** Writes every row of those. */
    public void rewriteAltered() throws SQLException {
        for (HistoryTable table : HistoryTable.ALL) {
            if (altered.contains(table.name())) {
                sessions.get(0).attempt(List.of(rewrite(table)));
            }
        }
        altered.clear();
    }

    /** Every statement so far, those too that failed. */
    public String script() {
        return carriedOut.stream()
                .map(sql -> sql.length() > 500 ? sql.substring(0, 500) + "…" : sql)
                .collect(Collectors.joining(";\n"));
    }

    private static String rewrite(HistoryTable table) {
        return "UPDATE %s SET %s = %s".formatted(table.name(), table.number(), table.number());
    }

    @Override
    public void close() throws SQLException {
        for (HistorySession session : sessions) {
            session.close();
        }
    }
}
