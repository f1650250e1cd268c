package io.millrace.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.change.Lsn;
import io.millrace.change.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The tables that a pipeline reads, and since when without a gap. The publication's comment keeps
 * them, as a JSON object of positions by quoted names: the publication itself cannot tell a table
 * that was taken out of it from one that is new to the pipeline.
 */
public final class TablesRead {
    private static final String FIND =
            """
            SELECT obj_description(oid, 'pg_publication') FROM pg_publication WHERE pubname = ?
            """;
    private static final String COMMENT = "SELECT format('COMMENT ON PUBLICATION %I IS %L', ?, ?)";
    private static final JsonMapper JSON = new JsonMapper();

    private TablesRead() {}

    /** The tables with their positions; empty if the comment is none of ours. */
    public static Map<TableName, Long> find(Connection connection, String publication)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FIND)) {
            statement.setString(1, publication);
            try (ResultSet row = statement.executeQuery()) {
                String comment = row.next() ? row.getString(1) : null;
                return comment == null ? Map.of() : parse(comment);
            }
        }
    }

    public static void keep(Connection connection, String publication, Map<TableName, Long> tables)
            throws SQLException {
        String comment;
        try (PreparedStatement statement = connection.prepareStatement(COMMENT)) {
            statement.setString(1, publication);
            statement.setString(2, format(tables));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                comment = row.getString(1);
            }
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(comment);
        }
    }

    private static Map<TableName, Long> parse(String comment) {
        try {
            Map<TableName, Long> tables = new TreeMap<>();
            JSON.readValue(comment, new TypeReference<Map<String, String>>() {})
                    .forEach((name, lsn) -> tables.put(TableName.parse(name), Lsn.parse(lsn)));
            return tables;
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return Map.of();
        }
    }

    private static String format(Map<TableName, Long> tables) {
        Map<String, String> words = new LinkedHashMap<>();
        tables.forEach((name, lsn) -> words.put(Identifiers.quote(name), Lsn.format(lsn)));
        try {
            return JSON.writeValueAsString(words);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
