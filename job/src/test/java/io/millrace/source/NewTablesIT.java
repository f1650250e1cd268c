package io.millrace.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.change.TableName;
import io.millrace.config.InvalidPipelineException;
import io.millrace.postgres.Catalog;
import io.millrace.postgres.LogPosition;
import io.millrace.postgres.Publication;
import io.millrace.postgres.Table;
import io.millrace.postgres.TablesRead;
import io.millrace.source.cdc.FlinkCdcReader;
import io.millrace.source.wal.WalReader;
import io.millrace.testing.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NewTablesIT {
    private static final TableName FIRST = new TableName("public", "first");
    private static final TableName ODD = new TableName("public", "Odd, \"name\"'s");

    private TestDatabase database;

    @BeforeEach
    void createTables() throws Exception {
        database = TestDatabase.create();
        database.execute(
                "CREATE TABLE first (id bigint PRIMARY KEY)",
                "CREATE TABLE \"Odd, \"\"name\"\"'s\" (id bigint PRIMARY KEY)");
        prepare(SlotStart.FIRST, new WalReader(), FIRST);
    }

    @AfterEach
    void dropDatabase() throws Exception {
        database.close();
    }

    @Test
    void aNewTableJoinsOnTheNextStartAndIsReadFromThere() throws Exception {
        long before = LogPosition.current(database.connection());
        prepare(SlotStart.RESUME, new WalReader(), FIRST, ODD);

        assertThat(published()).containsExactlyInAnyOrder(FIRST, ODD);
        assertThat(since(FIRST)).isZero();
        assertThat(since(ODD)).isGreaterThanOrEqualTo(before);
    }

    @Test
    void aTableThatComesBackIsReadFromThenOnAndWasPublishedAllTheTime() throws Exception {
        prepare(SlotStart.RESUME, new WalReader(), FIRST, ODD);
        long first = since(ODD);
        prepare(SlotStart.RESUME, new WalReader(), FIRST);
        assertThat(published()).containsExactlyInAnyOrder(FIRST, ODD);
        assertThat(tablesRead()).containsExactly(FIRST);
        database.execute("INSERT INTO first VALUES (1)");

        prepare(SlotStart.RESUME, new WalReader(), FIRST, ODD);

        assertThat(since(ODD)).isGreaterThan(first);
    }

    @Test
    void aTableThatWasTakenOutOfThePublicationIsNotTakenForANewOne() throws Exception {
        database.execute(
                "ALTER PUBLICATION "
                        + spec(FIRST).publication()
                        + " SET TABLE \"Odd, \"\"name\"\"'s\"");

        assertThatThrownBy(() -> prepare(SlotStart.RESUME, new WalReader(), FIRST, ODD))
                .isInstanceOf(InvalidPipelineException.class)
                .hasMessageContaining("lacks public.first");
    }

    @Test
    void flinkCdcRefusesANewTable() {
        assertThatThrownBy(() -> prepare(SlotStart.RESUME, new FlinkCdcReader(), FIRST, ODD))
                .isInstanceOf(InvalidPipelineException.class)
                .hasMessageContaining("The state knows nothing of " + ODD)
                .hasMessageContaining("--fresh");
    }

    private void prepare(SlotStart start, ChangeReader reader, TableName... tables)
            throws SQLException {
        new SlotLifecycle(database.connection(), spec(tables), reader).prepare(start);
    }

    private SlotSpec spec(TableName... names) throws SQLException {
        List<Table> tables = new ArrayList<>();
        for (TableName name : names) {
            tables.add(new Catalog(database.connection()).table(name).orElseThrow());
        }
        return SlotSpec.of(database.name(), database.source(), tables);
    }

    private Iterable<TableName> published() throws SQLException {
        return Publication.find(database.connection(), spec().publication()).orElseThrow().tables();
    }

    private Iterable<TableName> tablesRead() throws SQLException {
        return TablesRead.find(database.connection(), spec().publication()).keySet();
    }

    private long since(TableName table) throws SQLException {
        return TablesRead.find(database.connection(), spec().publication()).get(table);
    }
}
