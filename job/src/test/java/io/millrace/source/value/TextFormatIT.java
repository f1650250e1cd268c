package io.millrace.source.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class TextFormatIT {
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
    void aSessionStartsWithTheFormat() throws Exception {
        PGSimpleDataSource server = new PGSimpleDataSource();
        server.setServerNames(new String[] {database.source().hostname()});
        server.setPortNumbers(new int[] {database.source().port()});
        server.setDatabaseName(database.name());
        server.setUser(database.source().username());
        server.setOptions(TextFormat.options());
        try (Connection session = server.getConnection()) {
            assertFormat(session);
        }
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
