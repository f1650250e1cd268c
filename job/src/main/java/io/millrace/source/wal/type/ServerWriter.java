package io.millrace.source.wal.type;

import io.millrace.change.JsonBuffer;
import io.millrace.source.value.ValueWriter;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;

/** A type whose JSON is what a function of the database makes of it: asks for each value. */
final class ServerWriter implements ValueWriter {
    private final Connection connection;
    private final String query;
    private PreparedStatement statement;

    ServerWriter(Connection connection, PgType type) {
        this.connection = connection;
        this.query = "SELECT pg_catalog.to_jsonb(?::" + type.sqlName() + ")::text";
    }

    @Override
    public void write(byte[] text, int from, int to, JsonBuffer json) throws SQLException {
        if (statement == null) {
            statement = connection.prepareStatement(query);
        }
        // Without a type of its own, the parameter is read by the input function of the cast's.
        statement.setObject(
                1, new String(text, from, to - from, StandardCharsets.UTF_8), Types.OTHER);
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            String value = row.getString(1);
            json.append((value == null ? "null" : value).getBytes(StandardCharsets.UTF_8));
        }
    }
}
