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
    static Object value(VersionedChange versioned, MetaColumn column, JsonTexts texts) {
        RowChange change = versioned.change();
        Origin origin = change.origin();
        return switch (column) {
            case ACTION -> name(change.action());
            case SCHEMA -> StringData.fromString(change.key().table().schema());
            case TABLE -> StringData.fromString(change.key().table().name());
            case KEY -> StringData.fromString(change.key().id());
            case RECORD -> json(change.record(), texts);
            case CHANGES -> json(versioned.changes(), texts);
            case LSN -> change.position().lsn();
            case COMMIT_INDEX -> change.position().index();
            case COMMITTED_AT -> committedAt(origin);
            case TRANSACTION_ID -> origin.transactionId() == 0 ? null : origin.transactionId();
            case ANNOTATIONS -> json(origin.annotations(), texts);
        };
    }

    static void append(VersionedChange versioned, MetaColumn column, JsonBuffer json) {
        RowChange change = versioned.change();
        switch (column) {
            case ACTION -> text(name(change.action()).toBytes(), json);
            case SCHEMA -> text(utf8(change.key().table().schema()), json);
            case TABLE -> text(utf8(change.key().table().name()), json);
            case KEY -> text(utf8(change.key().id()), json);
            case RECORD -> json.append(change.record().utf8());
            case CHANGES -> append(versioned.changes(), json);
            case LSN -> json.append(utf8(Long.toString(change.position().lsn())));
            case COMMIT_INDEX -> json.append(utf8(Long.toString(change.position().index())));
            case COMMITTED_AT -> append(committedAt(change.origin()), json);
            case TRANSACTION_ID -> {
                long id = change.origin().transactionId();
                json.append(id == 0 ? NULL : utf8(Long.toString(id)));
            }
            case ANNOTATIONS -> append(change.origin().annotations(), json);
        }
    }

    private static void append(@Nullable Json value, JsonBuffer json) {
        json.append(value == null ? NULL : value.utf8());
    }

    private static void append(@Nullable TimestampData time, JsonBuffer json) {
        if (time == null) {
            json.append(NULL);
        } else {
            TimeWriter.instant(time, json);
        }
    }

    private static void text(byte[] utf8, JsonBuffer json) {
        json.appendString(utf8, 0, utf8.length);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
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
    private static BinaryStringData json(@Nullable Json json, JsonTexts texts) {
        return json == null ? null : texts.add(json.utf8(), 0, json.utf8().length);
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
