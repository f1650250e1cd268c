package io.millrace.source.cdc;

import io.debezium.connector.AbstractSourceInfo;
import io.debezium.data.Envelope;
import io.millrace.change.Action;
import io.millrace.change.Gaps;
import io.millrace.change.Json;
import io.millrace.change.Origin;
import io.millrace.change.Position;
import io.millrace.change.RowChange;
import io.millrace.change.TableName;
import io.millrace.change.VersionedTypeInfo;
import io.millrace.postgres.Table;
import io.millrace.source.UnreadableChangeException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.cdc.debezium.DebeziumDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/** Makes {@link RowChange}s of Debezium's records, whose columns {@link ColumnJson} has written. */
final class RowChangeDeserializer implements DebeziumDeserializationSchema<RowChange> {
    private static final long serialVersionUID = 1L;

    private final Map<String, List<String>> primaryKeys = new HashMap<>();
    private final Set<String> loggedWhole = new HashSet<>();
    private final long readLsn;
    private transient Map<String, RecordWriter> writers;

    /**
     * @param readLsn the {@link Position#lsn()} of rows that a snapshot reads
     */
    RowChangeDeserializer(List<Table> tables, long readLsn) {
        for (Table table : tables) {
            primaryKeys.put(table.name().toString(), List.copyOf(table.primaryKey()));
            if (table.replicaIdentityFull()) {
                loggedWhole.add(table.name().toString());
            }
        }
        this.readLsn = readLsn;
    }

    @Override
    public void deserialize(SourceRecord record, Collector<RowChange> out) {
        Struct envelope = (Struct) record.value();
        Struct source = envelope.getStruct(Envelope.FieldName.SOURCE);
        String schemaName = source.getString(AbstractSourceInfo.SCHEMA_NAME_KEY);
        String tableName = source.getString(AbstractSourceInfo.TABLE_NAME_KEY);
        String table = schemaName + "." + tableName;
        List<String> primaryKey = primaryKeys.get(table);
        if (primaryKey == null) {
            return;
        }
        String operation = envelope.getString(Envelope.FieldName.OPERATION);
        Action action = action(operation, table);
        boolean read = action == Action.READ;
        Position position = new Position(read ? readLsn : source.getInt64("lsn"), 0);
        long transactionId = read ? 0 : source.getInt64("txId");
        long committedAt = read ? 0 : ((Number) record.sourceOffset().get("ts_usec")).longValue();
        Origin origin = new Origin(position, transactionId, committedAt, null);
        if (action == Action.TRUNCATE) {
            TableName name = new TableName(schemaName, tableName);
            out.collect(RowChange.truncate(name, origin));
            return;
        }
        Struct row =
                envelope.getStruct(
                        action == Action.DELETE
                                ? Envelope.FieldName.BEFORE
                                : Envelope.FieldName.AFTER);
        RecordWriter writer = writer(table, schemaName, tableName, row, primaryKey);
        boolean whole = loggedWhole.contains(table);
        if (action == Action.DELETE && !whole && primaryKey.size() < row.schema().fields().size()) {
            Json key = writer.keyRecord(row);
            out.collect(
                    new RowChange(action, writer.key(row), key, Gaps.IDENTITY_ONLY, null, origin));
            return;
        }
        Json former =
                action == Action.UPDATE && whole
                        ? writer.former(envelope.getStruct(Envelope.FieldName.BEFORE), row)
                        : null;
        out.collect(
                new RowChange(
                        action, writer.key(row), writer.record(row), Gaps.NONE, former, origin));
    }

    @Override
    public TypeInformation<RowChange> getProducedType() {
        return VersionedTypeInfo.ROW_CHANGE;
    }

    private static Action action(String operation, String table) {
        return switch (operation) {
            case "c" -> Action.INSERT;
            case "u" -> Action.UPDATE;
            case "d" -> Action.DELETE;
            case "r" -> Action.READ;
            case "t" -> Action.TRUNCATE;
            default ->
                    throw new UnreadableChangeException(
                            "A change of the unknown kind '" + operation + "' of " + table);
        };
    }

    private RecordWriter writer(
            String table,
            String schemaName,
            String tableName,
            Struct row,
            List<String> primaryKey) {
        if (writers == null) {
            writers = new HashMap<>();
        }
        RecordWriter writer = writers.get(table);
        if (writer == null || !writer.writes(row.schema())) {
            writer =
                    new RecordWriter(
                            new TableName(schemaName, tableName), row.schema(), primaryKey);
            writers.put(table, writer);
        }
        return writer;
    }
}
