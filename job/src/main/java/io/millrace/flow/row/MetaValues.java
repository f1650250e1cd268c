package io.millrace.flow.row;

import io.millrace.change.Action;
import io.millrace.change.Json;
import io.millrace.change.JsonBuffer;
import io.millrace.change.Origin;
import io.millrace.change.RowChange;
import io.millrace.change.VersionedChange;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import javax.annotation.Nullable;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.data.binary.BinaryStringData;

/** What a change's {@link MetaColumn}s hold. */
public final class MetaValues {
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
    private static final Map<Action, BinaryStringData> ACTIONS = actions();

    private MetaValues() {}

    /** The action's name in messages, such as {@code insert}. */
    public static StringData name(Action action) {
        return ACTIONS.get(action);
    }

    /** The value as Flink holds it: a string, a long, or a time. */
    @Nullable
    static Object value(VersionedChange versioned, MetaColumn column) {
        RowChange change = versioned.change();
        Origin origin = change.origin();
        return switch (column) {
            case ACTION -> name(change.action());
            case SCHEMA -> StringData.fromString(change.key().table().schema());
            case TABLE -> StringData.fromString(change.key().table().name());
            case KEY -> StringData.fromString(change.key().id());
            case RECORD -> json(change.record());
            case CHANGES -> json(versioned.changes());
            case LSN -> change.position().lsn();
            case COMMIT_INDEX -> change.position().index();
            case COMMITTED_AT -> committedAt(origin);
            case TRANSACTION_ID -> origin.transactionId() == 0 ? null : origin.transactionId();
            case ANNOTATIONS -> json(origin.annotations());
        };
    }

    static void append(VersionedChange versioned, MetaColumn column, JsonBuffer json) {
        Object value = value(versioned, column);
        if (value == null) {
            json.append(NULL);
            return;
        }
        switch (column) {
            case ACTION, SCHEMA, TABLE, KEY -> {
                byte[] text = ((StringData) value).toBytes();
                json.appendString(text, 0, text.length);
            }
            case RECORD, CHANGES, ANNOTATIONS -> json.append(((StringData) value).toBytes());
            case LSN, COMMIT_INDEX, TRANSACTION_ID ->
                    json.append(value.toString().getBytes(StandardCharsets.US_ASCII));
            case COMMITTED_AT -> TimeWriter.instant((TimestampData) value, json);
        }
    }

    /** When the change committed; null for a read. */
    @Nullable
    public static TimestampData committedAt(Origin origin) {
        long micros = origin.committedAtMicros();
        return micros == 0
                ? null
                : TimestampData.fromEpochMillis(
                        Math.floorDiv(micros, 1000), (int) Math.floorMod(micros, 1000L) * 1000);
    }

    @Nullable
    private static BinaryStringData json(@Nullable Json json) {
        return json == null ? null : Values.json(json.utf8(), 0, json.utf8().length);
    }

    private static Map<Action, BinaryStringData> actions() {
        Map<Action, BinaryStringData> names = new EnumMap<>(Action.class);
        for (Action action : Action.values()) {
            BinaryStringData name =
                    BinaryStringData.fromString(action.name().toLowerCase(Locale.ROOT));
            name.ensureMaterialized();
            names.put(action, name);
        }
        return names;
    }
}
