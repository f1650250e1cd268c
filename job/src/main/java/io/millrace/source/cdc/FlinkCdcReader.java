package io.millrace.source.cdc;

import io.millrace.change.RowChange;
import io.millrace.config.ConnectionSpec;
import io.millrace.postgres.Column;
import io.millrace.postgres.ReplicationSlot;
import io.millrace.postgres.Table;
import io.millrace.postgres.TlsSockets;
import io.millrace.source.ChangeReader;
import io.millrace.source.LogShortage;
import io.millrace.source.SlotSpec;
import io.millrace.source.WholeRows;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.cdc.connectors.base.options.StartupOptions;
import org.apache.flink.cdc.connectors.postgres.source.PostgresSourceBuilder.PostgresIncrementalSource;
import org.apache.flink.cdc.connectors.postgres.source.config.PostgresSourceConfigFactory;
import org.apache.flink.cdc.connectors.postgres.source.offset.PostgresOffsetFactory;

/**
 * Reads through Flink CDC's Postgres connector: first the rows there are, then the log.
 *
 * <p>Its log reader needs {@code REPLICA IDENTITY FULL} wherever Postgres may leave a column out of
 * the log, since nothing else tells the values left out.
 */
public final class FlinkCdcReader implements ChangeReader {
    /** How long the log reader sleeps when there is nothing to read; the connector's is 500 ms. */
    private static final Duration POLL_INTERVAL = Duration.ofMillis(5);

    /** How often a slot moves whose tables do not change, so that it holds no log back. */
    private static final Duration HEARTBEAT_INTERVAL = Duration.ofSeconds(10);

    /**
     * How long the connector waits for a slot that the run before still holds, and how often. It
     * waits just as long for connections that a stop has closed, so this is short; the job's
     * restarts go on waiting.
     */
    private static final Duration SLOT_RETRY_DELAY = Duration.ofSeconds(1);

    private static final int SLOT_MAX_RETRIES = 3;

    @Override
    public Optional<String> cannotRead(Column column) {
        return ExactTypes.whyNot(column);
    }

    @Override
    public Optional<LogShortage> missingPrerequisite(Table table) {
        return WholeRows.missingFor(table);
    }

    /** Its stream leaves out tables whose snapshot it has not taken. */
    @Override
    public boolean readsTablesAddedLater() {
        return false;
    }

    @Override
    public boolean readsExistingRows() {
        return true;
    }

    @Override
    public boolean emitsWatermarks() {
        return false;
    }

    @Override
    public Source<RowChange, ?, ?> source(SlotSpec slot, long startLsn) {
        // Nothing that a read shows can be newer than what the slot sends from its start.
        RowChangeDeserializer deserializer = new RowChangeDeserializer(slot.tables(), startLsn - 1);
        PostgresSourceConfigFactory settings = settings(slot);
        return new FlinkCdcSource(
                new PostgresIncrementalSource<>(
                        settings,
                        deserializer,
                        new PostgresOffsetFactory(),
                        new EncryptedDialect(settings.create(0))),
                slot);
    }

    /** The connector's builder sets the same, but leaves no choice of the dialect. */
    static PostgresSourceConfigFactory settings(SlotSpec slot) {
        ConnectionSpec connection = slot.database().connection();
        PostgresSourceConfigFactory settings = new PostgresSourceConfigFactory();
        settings.hostname(connection.hostname());
        settings.port(connection.port());
        settings.database(connection.database());
        settings.schemaList(patterns(slot, false));
        settings.tableList(patterns(slot, true));
        settings.username(connection.username());
        settings.password(connection.password().value());
        settings.decodingPluginName(ReplicationSlot.PLUGIN);
        settings.slotName(slot.slot());
        settings.startupOptions(StartupOptions.initial());
        // Its own merge of snapshot and log compares positions, which loses transactions that were
        // in flight; LatestRow does it right.
        settings.skipSnapshotBackfill(true);
        settings.heartbeatInterval(HEARTBEAT_INTERVAL);
        settings.setLsnCommitCheckpointsDelay(slot.database().checkpointsDelay());
        settings.setIncludePartitionedTables(true);
        settings.debeziumProperties(debezium(slot));
        return settings;
    }

    private static Properties debezium(SlotSpec slot) {
        Properties properties = new Properties();
        properties.setProperty("publication.name", slot.publication());
        properties.setProperty("publication.autocreate.mode", "disabled");
        properties.setProperty("poll.interval.ms", String.valueOf(POLL_INTERVAL.toMillis()));
        properties.setProperty("slot.retry.delay.ms", String.valueOf(SLOT_RETRY_DELAY.toMillis()));
        properties.setProperty("slot.max.retries", String.valueOf(SLOT_MAX_RETRIES));
        // The server reports no progress in what a slot does not send, so each heartbeat makes
        // some.
        properties.setProperty(
                "heartbeat.action.query",
                "SELECT pg_logical_emit_message(false, 'millrace.heartbeat', '')");
        properties.setProperty("tombstones.on.delete", "false");
        properties.setProperty("truncate.handling.mode", "include");
        properties.setProperty("include.unknown.datatypes", "true");
        properties.setProperty("converters", "json");
        properties.setProperty("json.type", ColumnJson.class.getName());
        // The connector logs its properties, so the password is not among them.
        properties.setProperty("database.password", "***");
        properties.setProperty(
                "database.authenticationPluginClassName", SourcePassword.class.getName());
        TlsSockets.properties(slot.database().connection().tls())
                .forEach((name, value) -> properties.setProperty("database." + name, value));
        return properties;
    }

    private static String[] patterns(SlotSpec slot, boolean withTable) {
        return slot.tables().stream()
                .map(
                        table ->
                                withTable
                                        ? literal(table.name().schema())
                                                + "\\."
                                                + literal(table.name().name())
                                        : literal(table.name().schema()))
                .distinct()
                .toArray(String[]::new);
    }

    /** A regular expression for exactly this text; the connector's lists are split at commas. */
    private static String literal(String text) {
        StringBuilder pattern = new StringBuilder();
        text.chars()
                .forEach(
                        c ->
                                pattern.append(
                                        Character.isLetterOrDigit(c) || c == '_'
                                                ? Character.toString(c)
                                                : String.format("\\u%04x", c)));
        return pattern.toString();
    }
}
