package io.millrace.source.wal.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.change.Gaps;
import io.millrace.change.TableName;
import io.millrace.postgres.Catalog;
import io.millrace.postgres.Table;
import io.millrace.postgres.TextFormat;
import io.millrace.source.wal.pgoutput.PgoutputMessage;
import io.millrace.source.wal.pgoutput.PgoutputMessage.Insert;
import io.millrace.source.wal.pgoutput.PgoutputMessage.Relation;
import io.millrace.source.wal.type.TypeCatalog;
import io.millrace.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server is asked for while it is away can be asked again, and is no error of the row. */
class ServerOutageIT {
    private TestDatabase database;

    @BeforeEach
    void createDatabase() throws Exception {
        database = TestDatabase.create();
        database.execute(
                "CREATE TYPE colour AS ENUM ('red')",
                "CREATE FUNCTION colour_json(colour) RETURNS json IMMUTABLE LANGUAGE sql"
                        + " AS 'SELECT to_json($1::text)'",
                "CREATE CAST (colour AS json) WITH FUNCTION colour_json(colour)");
    }

    @AfterEach
    void dropDatabase() throws Exception {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"integer GENERATED ALWAYS AS (id + 1) STORED", "colour DEFAULT 'red'"})
    void aRowCanBeReadOnceTheServerIsBack(String column) throws Exception {
        database.execute("CREATE TABLE t (id integer PRIMARY KEY, v " + column + ")");
        try (LoggedTables logged = LoggedTables.of(database.connect(), "t")) {
            database.execute("INSERT INTO t (id) VALUES (1)");
            List<PgoutputMessage> messages = logged.messages();
            Relation relation = (Relation) only(messages, Relation.class);
            Insert insert = (Insert) only(messages, Insert.class);

            try (Connection away = session()) {
                RelationDecoder decoder = decoder(relation, away);
                assertThat(decoder.inserted(insert).gaps()).isEqualTo(Gaps.NONE);
                database.execute(
                        "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
                                + " WHERE application_name = 'away'");
                assertThatThrownBy(() -> decoder.inserted(insert)).isInstanceOf(SQLException.class);
            }
            try (Connection back = session()) {
                RowImage row = decoder(relation, back).inserted(insert);
                logged.assertEqualToJsonb("t", Map.of("1", row.record().toString()));
            }
        }
    }

    private Connection session() throws SQLException {
        Connection session = database.connect();
        session.setClientInfo("ApplicationName", "away");
        TextFormat.applyTo(session);
        return session;
    }

    private RelationDecoder decoder(Relation relation, Connection session) throws SQLException {
        Table table =
                new Catalog(database.connection())
                        .table(new TableName("public", "t"))
                        .orElseThrow();
        return RelationDecoder.of(relation, table, new TypeCatalog(session), session);
    }

    private static PgoutputMessage only(
            List<PgoutputMessage> messages, Class<? extends PgoutputMessage> kind) {
        return messages.stream().filter(kind::isInstance).findFirst().orElseThrow();
    }
}
