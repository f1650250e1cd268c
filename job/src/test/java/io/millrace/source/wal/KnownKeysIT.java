package io.millrace.source.wal;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.change.TableName;
import io.millrace.postgres.Catalog;
import io.millrace.postgres.Table;
import io.millrace.source.LogShortage;
import io.millrace.testing.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the reader needs of a table's replica identity, told before it starts. */
class KnownKeysIT {
    private TestDatabase database;

    @BeforeEach
    void createDatabase() throws Exception {
        database = TestDatabase.create();
    }

    @AfterEach
    void dropDatabase() throws Exception {
        database.close();
    }

    @Test
    void theKeyIsEnough() throws Exception {
        database.execute("CREATE TABLE t (a int, b text, v text, PRIMARY KEY (b, a) INCLUDE (v))");
        assertThat(table().primaryKey()).containsExactly("b", "a");
        assertThat(table().identity().columns()).containsExactly("a", "b");
        assertThat(table().replicaIdentityFull()).isFalse();
        assertReadable();
    }

    @Test
    void wholeRowsAreMoreThanEnough() throws Exception {
        database.execute(
                "CREATE TABLE t (id int GENERATED ALWAYS AS (a * 2) STORED PRIMARY KEY, a int)",
                "ALTER TABLE t REPLICA IDENTITY FULL");
        assertThat(table().replicaIdentityFull()).isTrue();
        assertThat(table().identity().columns()).containsExactly("id", "a");
        assertReadable();
    }

    @Test
    void nothingIsTooLittle() throws Exception {
        database.execute(
                "CREATE TABLE t (id int PRIMARY KEY)", "ALTER TABLE t REPLICA IDENTITY NOTHING");
        assertShortage(
                "Postgres logs nothing of a row of public.t that is updated or deleted, and not its"
                        + " primary key",
                "ALTER TABLE \"public\".\"t\" REPLICA IDENTITY DEFAULT");
    }

    @Test
    void anIndexNeedsTheKeysColumns() throws Exception {
        database.execute(
                "CREATE TABLE t (id int PRIMARY KEY, code text NOT NULL, v text)",
                "CREATE UNIQUE INDEX t_code ON t (code) INCLUDE (id)",
                "ALTER TABLE t REPLICA IDENTITY USING INDEX t_code");
        assertShortage(
                "Postgres logs the columns code of a row of public.t that is updated or deleted, and"
                        + " not its primary key",
                "ALTER TABLE \"public\".\"t\" REPLICA IDENTITY DEFAULT");

        database.execute(
                "CREATE UNIQUE INDEX t_code_id ON t (code, id)",
                "ALTER TABLE t REPLICA IDENTITY USING INDEX t_code_id");
        assertThat(table().identity().columns()).containsExactly("id", "code");
        assertReadable();
    }

    @Test
    void aGeneratedKeyNeedsWholeRows() throws Exception {
        database.execute(
                "CREATE TABLE t (id int GENERATED ALWAYS AS (a * 2) STORED PRIMARY KEY, a int)");
        assertShortage(
                "Postgres does not log the key of public.t, which it computes of other columns",
                "ALTER TABLE \"public\".\"t\" REPLICA IDENTITY FULL");
    }

    @Test
    void partitionsMustLogWhatTheirTableSays() throws Exception {
        database.execute(
                "CREATE TABLE t (id int PRIMARY KEY, v text) PARTITION BY RANGE (id)",
                "CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (10)",
                "CREATE TABLE t2 PARTITION OF t FOR VALUES FROM (10) TO (20) PARTITION BY RANGE (id)",
                "CREATE TABLE \"T 3\" PARTITION OF t2 FOR VALUES FROM (10) TO (20)");
        assertReadable();

        database.execute(
                "ALTER TABLE t REPLICA IDENTITY FULL", "ALTER TABLE t1 REPLICA IDENTITY FULL");
        assertThat(table().identity().deviatingPartitions())
                .isEqualTo(List.of(new TableName("public", "T 3")));
        assertShortage(
                "Postgres logs less of public.T 3, a partition of public.t, than that says",
                "ALTER TABLE \"public\".\"T 3\" REPLICA IDENTITY FULL");

        database.execute("ALTER TABLE \"T 3\" REPLICA IDENTITY FULL");
        assertReadable();
        database.execute("ALTER TABLE t REPLICA IDENTITY DEFAULT");
        assertReadable();
        database.execute("ALTER TABLE t1 REPLICA IDENTITY NOTHING");
        assertThat(new WalReader().missingPrerequisite(table())).isPresent();
    }

    private Table table() throws Exception {
        return new Catalog(database.connection()).table(new TableName("public", "t")).orElseThrow();
    }

    private void assertReadable() throws Exception {
        assertThat(new WalReader().missingPrerequisite(table())).isEmpty();
    }

    private void assertShortage(String problem, String remedy) throws Exception {
        assertThat(new WalReader().missingPrerequisite(table()))
                .contains(new LogShortage(problem, remedy));
    }
}
