package io.millrace.source.wal.row;

import io.millrace.testing.TestDatabase;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;

/** Tables of two columns, {@code id} and {@code v}, one for each type that is tried. */
final class ValueTables {
    private final TestDatabase database;
    private int tables;

    ValueTables(TestDatabase database) {
        this.database = database;
    }

    /**
     * Reads from the log what it has written, each value in a row of its own and then null, and
     * holds it against {@code to_jsonb} in UTC.
     */
    void assertExact(String type, String... values) throws SQLException {
        String table = "t" + ++tables;
        database.execute("CREATE TABLE " + table + " (id serial PRIMARY KEY, v " + type + ")");
        try (LoggedTables logged = LoggedTables.of(database.connect(), table);
                PreparedStatement insert =
                        database.connection()
                                .prepareStatement("INSERT INTO " + table + " (v) VALUES (?)")) {
            for (String value : values) {
                insert.setObject(1, value, Types.OTHER);
                insert.executeUpdate();
            }
            if (!type.contains("IDENTITY")) {
                database.execute("INSERT INTO " + table + " (v) VALUES (NULL)");
            }
            logged.assertRecordsEqualToJsonb(table);
        }
    }
}
