package io.millrace.flow.function;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.change.Json;
import io.millrace.change.RowChange;
import io.millrace.change.VersionedChange;
import io.millrace.udf.Change;
import io.millrace.udf.json.JsonText;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import javax.annotation.Nullable;

/**
 * A change for one call of one function. What the function does to the JSON stays in here: it is
 * parsed anew for each view, when it is first asked for.
 */
final class ChangeView implements Change {
    private final RowChange change;
    @Nullable private final Json formerValues;
    @Nullable private ObjectNode record;
    @Nullable private ObjectNode changes;
    @Nullable private ObjectNode annotations;

    ChangeView(VersionedChange change) {
        this.change = change.change();
        this.formerValues = change.changes();
    }

    @Override
    public Action action() {
        return switch (change.action()) {
            case INSERT -> Action.INSERT;
            case UPDATE -> Action.UPDATE;
            case DELETE -> Action.DELETE;
            case READ -> Action.READ;
            case TRUNCATE -> Action.TRUNCATE;
        };
    }

    @Override
    public ObjectNode record() {
        if (record == null) {
            record = object(change.record());
        }
        return record;
    }

    @Override
    public Optional<ObjectNode> changes() {
        if (changes == null && formerValues != null) {
            changes = object(formerValues);
        }
        return Optional.ofNullable(changes);
    }

    @Override
    public String schema() {
        return change.key().table().schema();
    }

    @Override
    public String table() {
        return change.key().table().name();
    }

    @Override
    public String key() {
        return change.key().id();
    }

    @Override
    public long lsn() {
        return change.position().lsn();
    }

    @Override
    public long commitIndex() {
        return change.position().index();
    }

    @Override
    public long transactionId() {
        return change.origin().transactionId();
    }

    @Override
    public Optional<Instant> committedAt() {
        long micros = change.committedAtMicros();
        return micros == 0
                ? Optional.empty()
                : Optional.of(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
    }

    @Override
    public Optional<ObjectNode> annotations() {
        Json given = change.origin().annotations();
        if (annotations == null && given != null) {
            annotations = object(given);
        }
        return Optional.ofNullable(annotations);
    }

    /** The {@code null} that a truncate has for a record is an object without fields. */
    private static ObjectNode object(Json json) {
        return JsonText.parse(json.utf8()) instanceof ObjectNode object
                ? object
                : JsonNodeFactory.instance.objectNode();
    }
}
