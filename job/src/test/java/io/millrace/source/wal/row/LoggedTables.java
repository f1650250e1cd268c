package io.millrace.source.wal.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.change.Action;
import io.millrace.change.TableName;
import io.millrace.postgres.Catalog;
import io.millrace.postgres.Publication;
import io.millrace.postgres.ReplicationSlot;
import io.millrace.postgres.Table;
import io.millrace.source.value.TextFormat;
import io.millrace.source.wal.pgoutput.MessageDecoder;
import io.millrace.source.wal.pgoutput.PgoutputMessage;
import io.millrace.source.wal.pgoutput.PgoutputMessage.Begin;
import io.millrace.source.wal.pgoutput.PgoutputMessage.Delete;
import io.millrace.source.wal.pgoutput.PgoutputMessage.Insert;
import io.millrace.source.wal.pgoutput.PgoutputMessage.Relation;
import io.millrace.source.wal.pgoutput.PgoutputMessage.Update;
import io.millrace.source.wal.type.TypeCatalog;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Tables whose log is read in the bytes of the protocol, and decoded as a stream's would be. */
final class LoggedTables implements AutoCloseable {
    private static final String READ =
            """
            SELECT data FROM pg_logical_slot_get_binary_changes(?, NULL, NULL,
              'proto_version', '1', 'publication_names', 'logged', 'messages', 'true')
            """;

    /** Rows that differ, among those that were decoded; jsonb compares numbers by their value. */
    private static final String DIFFERENCES =
            """
            SELECT decoded.id, decoded.record, to_jsonb(whole_row)::text
              FROM unnest(?::text[], ?::text[]) AS decoded (id, record)
              LEFT JOIN %s whole_row ON whole_row.id::text = decoded.id
             WHERE decoded.record::jsonb IS DISTINCT FROM to_jsonb(whole_row)
            """;

    /** A change of a row, with everything that can be told of it. */
    record Change(Action action, RowImage row, Optional<RowImage> before, boolean keyChanged) {}

    private final Connection session;
    private final String slot;
    private final Relations relations;

    private LoggedTables(Connection session, String slot, Relations relations) {
        this.session = session;
        this.slot = slot;
        this.relations = relations;
    }

    /** Logs the tables from here on. */
    static LoggedTables of(Connection session, String... tables) throws SQLException {
        TextFormat.applyTo(session);
        Catalog catalog = new Catalog(session);
        List<Table> found = new ArrayList<>();
        for (String table : tables) {
            found.add(catalog.table(TableName.parse("public." + table)).orElseThrow());
        }
        Publication.publish(session, "logged", found.stream().map(Table::name).toList());
        String slot = "logged_" + session.getCatalog();
        ReplicationSlot.create(session, slot);
        WantedTables wanted = new WantedTables(found, session, () -> {});
        return new LoggedTables(
                session, slot, new Relations(wanted, new TypeCatalog(session), session));
    }

    /** What the log has since the last time. */
    List<PgoutputMessage> messages() throws SQLException {
        try (PreparedStatement statement = session.prepareStatement(READ)) {
            statement.setString(1, slot);
            try (ResultSet row = statement.executeQuery()) {
                List<PgoutputMessage> messages = new ArrayList<>();
                while (row.next()) {
                    messages.add(MessageDecoder.decode(ByteBuffer.wrap(row.getBytes(1))));
                }
                return messages;
            }
        }
    }

    /** The changes of rows that the log has since the last time. */
    List<Change> changes() throws SQLException {
        List<Change> changes = new ArrayList<>();
        for (PgoutputMessage message : messages()) {
            if (message instanceof Begin begin) {
                relations.transactionBegins(begin.transactionId());
            } else if (message instanceof Relation relation) {
                relations.put(relation);
            } else {
                change(message).ifPresent(changes::add);
            }
        }
        return changes;
    }

    /** The only change that the log has since the last time. */
    Change change() throws SQLException {
        List<Change> changes = changes();
        assertThat(changes).hasSize(1);
        return changes.get(0);
    }

    /**
     * Decodes what the log has since the last time, and holds the newest record of each row against
     * what Postgres says that the table has.
     */
    void assertRecordsEqualToJsonb(String table) throws SQLException {
        Map<String, String> records = new TreeMap<>();
        for (Change change : changes()) {
            assertThat(change.row().complete()).isTrue();
            records.put(change.row().key().id(), change.row().record().toString());
        }
        assertThat(records).isNotEmpty();
        assertEqualToJsonb(table, records);
    }

    /**
     * @param records by the text of the column {@code id}
     */
    void assertEqualToJsonb(String table, Map<String, String> records) throws SQLException {
        String[] ids = records.keySet().toArray(String[]::new);
        String[] texts = records.values().toArray(String[]::new);
        try (PreparedStatement statement = session.prepareStatement(DIFFERENCES.formatted(table))) {
            statement.setArray(1, session.createArrayOf("text", ids));
            statement.setArray(2, session.createArrayOf("text", texts));
            try (ResultSet row = statement.executeQuery()) {
                List<String> differences = new ArrayList<>();
                while (row.next()) {
                    differences.add(
                            "%s:%n  %s%n  is to be%n  %s"
                                    .formatted(
                                            row.getString(1), row.getString(2), row.getString(3)));
                }
                assertThat(differences).as("rows that differ from to_jsonb").isEmpty();
            }
        }
    }

    @Override
    public void close() throws SQLException {
        ReplicationSlot.drop(session, slot);
        session.close();
    }

    /** Empty if it is no change of a row, or of a table that is not ours. */
    private Optional<Change> change(PgoutputMessage message) throws SQLException {
        if (message instanceof Insert insert) {
            Optional<RelationDecoder> decoder = relations.decoder(insert.relationId());
            return decoder.isEmpty()
                    ? Optional.empty()
                    : Optional.of(inserted(decoder.get(), insert));
        }
        if (message instanceof Update update) {
            Optional<RelationDecoder> decoder = relations.decoder(update.relationId());
            return decoder.isEmpty()
                    ? Optional.empty()
                    : Optional.of(updated(decoder.get(), update));
        }
        if (message instanceof Delete delete) {
            Optional<RelationDecoder> decoder = relations.decoder(delete.relationId());
            return decoder.isEmpty()
                    ? Optional.empty()
                    : Optional.of(deleted(decoder.get(), delete));
        }
        return Optional.empty();
    }

    private static Change inserted(RelationDecoder decoder, Insert insert) throws SQLException {
        return new Change(Action.INSERT, decoder.inserted(insert), Optional.empty(), false);
    }

    private static Change updated(RelationDecoder decoder, Update update) throws SQLException {
        return new Change(
                Action.UPDATE,
                decoder.updated(update),
                decoder.before(update),
                decoder.keyChanged(update));
    }

    private static Change deleted(RelationDecoder decoder, Delete delete) throws SQLException {
        RowImage row = decoder.deleted(delete);
        return new Change(Action.DELETE, row, Optional.of(row), false);
    }
}
