package io.millrace.source.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.postgres.ReplicationSlot;
import io.millrace.postgres.TextFormat;
import io.millrace.source.wal.pgoutput.MessageDecoder;
import io.millrace.source.wal.pgoutput.PgoutputMessage;
import io.millrace.source.wal.pgoutput.PgoutputMessage.Insert;
import io.millrace.testing.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;
import org.postgresql.replication.PGReplicationStream;

class TextFormatIT {
    private static final TimeZone HOME = TimeZone.getDefault();

    private TestDatabase database;

    @BeforeEach
    void createDatabaseOfAnotherFormat() throws Exception {
        database = TestDatabase.create();
        database.execute(
                "ALTER DATABASE " + database.name() + " SET TimeZone = 'Asia/Kolkata'",
                "ALTER DATABASE " + database.name() + " SET IntervalStyle = 'sql_standard'",
                "ALTER DATABASE " + database.name() + " SET bytea_output = 'escape'",
                "ALTER DATABASE " + database.name() + " SET extra_float_digits = -5");
    }

    /** The driver tells the server the JVM's zone. */
    @BeforeEach
    void beInAnotherZone() {
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
    }

    @AfterEach
    void beBack() {
        TimeZone.setDefault(HOME);
    }

    @AfterEach
    void dropDatabase() throws Exception {
        database.close();
    }

    @Test
    void anOpenSessionTakesTheFormat() throws Exception {
        try (Connection session = database.connect()) {
            TextFormat.applyTo(session);

            assertFormat(session);
        }
    }

    @Test
    void aReplicationConnectionTakesTheFormat() throws Exception {
        database.execute(
                "CREATE TABLE t (id timestamptz PRIMARY KEY)", "CREATE PUBLICATION p FOR TABLE t");
        ReplicationSlot.create(database.connection(), "text_format");
        database.execute("INSERT INTO t VALUES ('2026-01-02 03:04:05Z')");
        try (Connection session = replicationConnection()) {
            TextFormat.applyTo(session);
            PGReplicationStream stream =
                    session.unwrap(PGConnection.class)
                            .getReplicationAPI()
                            .replicationStream()
                            .logical()
                            .withSlotName("text_format")
                            .withSlotOption("proto_version", 1)
                            .withSlotOption("publication_names", "p")
                            .start();

            PgoutputMessage message = MessageDecoder.decode(stream.read());
            while (!(message instanceof Insert)) {
                message = MessageDecoder.decode(stream.read());
            }
            assertThat(((Insert) message).row().text(0)).isEqualTo("2026-01-02 03:04:05+00");
        }
    }

    private Connection replicationConnection() throws SQLException {
        Properties properties = new Properties();
        PGProperty.USER.set(properties, database.source().connection().username());
        PGProperty.REPLICATION.set(properties, "database");
        PGProperty.PREFER_QUERY_MODE.set(properties, "simple");
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "14");
        return DriverManager.getConnection(
                "jdbc:postgresql://localhost:"
                        + database.source().connection().port()
                        + "/"
                        + database.name(),
                properties);
    }

    private static void assertFormat(Connection session) throws SQLException {
        try (Statement statement = session.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                """
                                SELECT concat_ws(' | ', timestamptz '2026-01-02 03:04:05Z',
                                         interval '-1 year 2 days', bytea '\\x00ff', 0.1::float8 + 0.2)
                                """)) {
            row.next();
            assertThat(row.getString(1))
                    .isEqualTo(
                            "2026-01-02 03:04:05+00 | -1 years +2 days | \\x00ff |"
                                    + " 0.30000000000000004");
        }
    }
}
