package io.millrace.pipeline.history;

import io.millrace.testing.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What the server itself notes of each row that a statement touches. */
final class Touches {
    private static final int SHOWN = 12;

    private Touches() {}

    static void record(TestDatabase database) throws SQLException {
        database.execute(
                """
                CREATE TABLE touched (number bigserial, name text, action text, tx xid8,
                  image jsonb, statement text)
                """,
                """
                CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                  INSERT INTO touched (name, action, tx, image, statement)
                  SELECT TG_ARGV[0], TG_OP || ' ' || side, pg_current_xact_id(),
                         image || jsonb_build_object('body', left(image ->> 'body', 9)),
                         left(current_query(), 500)
                    FROM (VALUES ('old', to_jsonb(OLD)), ('new', to_jsonb(NEW))) v (side, image)
                   WHERE image IS NOT NULL OR TG_OP = 'TRUNCATE' AND side = 'old';
                  RETURN NULL;
                END $$
                """);
        for (RowsTable table : RowsTable.ALL) {
            database.execute(trigger("rows", "INSERT OR UPDATE OR DELETE", table, "ROW"));
            for (String name : table.leaves().isEmpty() ? List.of(table.name()) : table.leaves()) {
                database.execute(
                        trigger("truncates", "TRUNCATE", table, "STATEMENT")
                                .replace(" ON " + table.name(), " ON " + name));
            }
        }
    }

    private static String trigger(String name, String events, RowsTable table, String each) {
        return "CREATE TRIGGER touched_%s AFTER %s ON %s FOR EACH %s EXECUTE FUNCTION touch('%s')"
                .formatted(name, events, table.name(), each, table.name());
    }

    /** The last statements that a document's rows went through, in the order they were made. */
    static List<String> of(TestDatabase database, FlowDocuments documents, String id)
            throws SQLException {
        String query =
                """
                SELECT number, format('%%s %%s tx %%s at %%s %%s by %%s', number, action, tx,
                         pg_xact_commit_timestamp(tx::xid)::time, image, statement)
                  FROM touched, jsonb_populate_record(NULL::%1$s, image) t
                 WHERE name = '%1$s' AND (action LIKE 'TRUNCATE%%' OR (%2$s) = ?)
                 ORDER BY number DESC LIMIT %3$d
                """
                        .formatted(documents.table(), documents.id(), SHOWN);
        try (Connection session = database.connect();
                PreparedStatement statement = session.prepareStatement(query)) {
            statement.setString(1, id);
            List<String> lines = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    lines.add(0, row.getString(2));
                }
            }
            return lines;
        }
    }
}
