package io.millrace.pipeline.history;

import io.millrace.source.wal.history.HistorySession;
import io.millrace.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Random transactions of several sessions on {@link RowsTable#ALL}. It keeps no account of what is
 * in the tables: the server does.
 */
public final class FlowHistory implements AutoCloseable {
    /** Of its sessions, so that a failure can spare them. */
    static final String APPLICATION = "history";

    private static final int SESSIONS = 4;

    private final TestDatabase database;
    private final Random random;
    private final Map<FlowStep, Integer> effects;
    private final List<HistorySession> sessions = new ArrayList<>();
    private int fresh;

    /**
     * @param effects counts the steps that took effect
     */
    public FlowHistory(TestDatabase database, Random random, Map<FlowStep, Integer> effects)
            throws SQLException {
        this.database = database;
        this.random = random;
        this.effects = effects;
        for (int i = 0; i < SESSIONS; i++) {
            Connection connection = database.connect();
            connection.setClientInfo("ApplicationName", APPLICATION);
            sessions.add(new HistorySession(connection, new ArrayList<>()));
        }
    }

    public static void createTables(TestDatabase database) throws SQLException {
        for (RowsTable table : RowsTable.ALL) {
            database.execute(table.creation().toArray(String[]::new));
        }
        Touches.record(database);
    }

    /** Takes one step, which may come to nothing. */
    public void step() throws SQLException {
        HistorySession session = sessions.get(random.nextInt(sessions.size()));
        FlowStep step = FlowStep.any(random);
        boolean done =
                switch (step) {
                    case BEGIN -> session.begin();
                    case COMMIT -> session.end("COMMIT");
                    case ROLL_BACK -> session.end("ROLLBACK");
                    case SAVEPOINT -> session.savepoint();
                    case ROLL_BACK_TO_SAVEPOINT -> session.endSavepoint("ROLLBACK TO");
                    case RELEASE_SAVEPOINT -> session.endSavepoint("RELEASE");
                    case PREPARE -> session.end("PREPARE TRANSACTION 'p" + fresh++ + "'");
                    case COMMIT_PREPARED -> !session.isOpen() && endPrepared(session, "COMMIT");
                    case ROLL_BACK_PREPARED ->
                            !session.isOpen() && endPrepared(session, "ROLLBACK");
                    case VACUUM ->
                            !session.isOpen()
                                    && session.attemptAlone("VACUUM FULL " + anyTable().name());
                    default -> session.attempt(checked(statements(step)));
                };
        if (done) {
            effects.merge(step, 1, Integer::sum);
        }
    }

    /** So that it is a step that fails, and not the commit of many. */
    private static List<String> checked(List<String> statements) {
        List<String> checked = new ArrayList<>(statements);
        checked.add("SET CONSTRAINTS ALL IMMEDIATE");
        checked.add("SET CONSTRAINTS ALL DEFERRED");
        return checked;
    }

    private List<String> statements(FlowStep step) {
        RowsTable table = anyTable();
        RowChanges changes = new RowChanges(table, random);
        return switch (step) {
            case INSERT -> List.of(changes.insert());
            case UPSERT -> List.of(changes.upsert());
            case UPDATE -> List.of(changes.update());
            case UPDATE_TO_THE_SAME -> List.of(changes.updateToTheSame());
            case UPDATE_TWICE -> changes.updateTwice();
            case CHANGE_KEYS -> List.of(changes.changeKeys());
            case NEGATE_KEYS -> List.of(changes.negateKeys());
            case DELETE -> List.of(changes.delete());
            case DELETE_AND_INSERT -> changes.deleteAndInsert();
            case BLOCK -> List.of(changes.block());
            case HAND_OVER -> RowChanges.handOver(random);
            case ROTATE -> List.of(RowChanges.rotate(random));
            case TRUNCATE -> List.of("TRUNCATE " + table.name());
            case TRUNCATE_ALL ->
                    List.of(
                            RowsTable.ALL.stream()
                                    .map(RowsTable::name)
                                    .collect(Collectors.joining(", ", "TRUNCATE ", "")));
            case TRUNCATE_AND_INSERT ->
                    List.of(changes.insert(), "TRUNCATE " + table.name(), changes.insert());
            case SWITCH_IDENTITY -> switchIdentity();
            default -> throw new IllegalStateException(step.toString());
        };
    }

    /** A partition may log more than its root says, but not less. */
    private List<String> switchIdentity() {
        List<RowsTable> tables =
                RowsTable.ALL.stream()
                        .filter(table -> table.addresses() == RowsTable.Addresses.KEY)
                        .toList();
        RowsTable table = tables.get(random.nextInt(tables.size()));
        List<String> statements = new ArrayList<>();
        String identity =
                List.of("FULL", "DEFAULT", "USING INDEX " + table.name() + "_pkey")
                        .get(random.nextInt(table.leaves().isEmpty() ? 3 : 2));
        for (String leaf : table.leaves()) {
            statements.add(
                    "ALTER TABLE "
                            + leaf
                            + " REPLICA IDENTITY "
                            + (random.nextBoolean() ? "FULL" : identity));
        }
        statements.add("ALTER TABLE " + table.name() + " REPLICA IDENTITY " + identity);
        return statements;
    }

    private RowsTable anyTable() {
        return RowsTable.ALL.get(random.nextInt(RowsTable.ALL.size()));
    }

    private static boolean endPrepared(HistorySession session, String how) throws SQLException {
        List<String> prepared =
                session.texts(
                        "SELECT gid FROM pg_prepared_xacts WHERE database = current_database()");
        return !prepared.isEmpty()
                && session.attemptAlone(how + " PREPARED '" + prepared.get(0) + "'");
    }

    /** Ends every transaction if one keeps others from looking at a table. */
    void unlockTables() throws SQLException {
        String locks =
                database.value(
                        "SELECT count(*) FROM pg_locks WHERE mode = 'AccessExclusiveLock'"
                                + " AND locktype = 'relation' AND granted");
        if (!locks.equals("0")) {
            settle();
        }
    }

    /** Ends every transaction, one way or the other. */
    public void settle() throws SQLException {
        for (HistorySession session : sessions) {
            session.end(random.nextInt(4) > 0 ? "COMMIT" : "ROLLBACK");
        }
        while (endPrepared(sessions.get(0), random.nextBoolean() ? "COMMIT" : "ROLLBACK")) {}
    }

    @Override
    public void close() throws SQLException {
        for (HistorySession session : sessions) {
            session.close();
        }
    }
}
