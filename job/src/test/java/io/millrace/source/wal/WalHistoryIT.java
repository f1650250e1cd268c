package io.millrace.source.wal;

import static io.millrace.testing.JsonAssertions.assertSameDocuments;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.demo.server.EmbeddedPostgres;
import io.millrace.source.wal.history.History;
import io.millrace.source.wal.history.HistoryTable;
import io.millrace.source.wal.history.Step;
import io.millrace.testing.TestDatabase;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Random histories of rows and of their tables: what the reader emits, through crashes, leads to
 * what Postgres says that the tables hold. A failure prints its seed.
 */
class WalHistoryIT {
    private static final int RESTS = 4;
    private static final int STEPS = 60;

    private static final Map<Step, Integer> EFFECTS = new EnumMap<>(Step.class);
    private static EmbeddedPostgres server;

    @BeforeContainer
    static void startServer() throws IOException {
        server = EmbeddedPostgres.start(0, Map.of("max_prepared_transactions", "20"));
    }

    @AfterContainer
    static void stopServer() throws IOException {
        server.close();
        assertThat(EFFECTS).as("steps that took effect").containsOnlyKeys(Step.values());
    }

    @Property(tries = 15, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void theStreamLeadsToWhatPostgresHas(@ForAll @LongRange(min = 0) long seed) throws Exception {
        Random random = new Random(seed);
        try (TestDatabase database = TestDatabase.on(server)) {
            database.execute("CREATE TABLE marks (id integer PRIMARY KEY)");
            History.createTables(database);
            TestSlot slot =
                    TestSlot.on(
                            database,
                            "public.marks",
                            "public.wide",
                            "public.narrow",
                            "public.keyed",
                            "public.parted");
            try (History history = new History(database, slot.name(), random, EFFECTS);
                    CrashingReader reader = new CrashingReader(slot, random)) {
                try {
                    run(history, reader, database, random);
                } catch (Exception | AssertionError e) {
                    throw new AssertionError("The history was\n" + history.script(), e);
                }
            }
        }
    }

    private static void run(
            History history, CrashingReader reader, TestDatabase database, Random random)
            throws Exception {
        for (int rest = 1; rest <= RESTS; rest++) {
            for (int i = 0; i < STEPS; i++) {
                history.step();
                reader.maybeCrash();
            }
            history.settle();
            database.execute("INSERT INTO marks VALUES (" + -rest + ")");
            reader.readUntilMark(-rest);
            for (HistoryTable table : HistoryTable.ALL) {
                Map<String, String> expected = database.documents(table.name(), table.keyText());
                Map<String, String> actual = reader.rows(table.name());
                assertThat(actual.keySet()).as(table.name()).isEqualTo(expected.keySet());
                if (!history.altered().contains(table.name())) {
                    assertSameDocuments(actual, expected);
                }
            }
            history.rewriteAltered();
            database.execute("INSERT INTO marks VALUES (" + rest + ")");
            reader.readUntilMark(rest);
            for (HistoryTable table : HistoryTable.ALL) {
                assertSameDocuments(
                        reader.rows(table.name()),
                        database.documents(table.name(), table.keyText()));
            }
        }
    }
}
