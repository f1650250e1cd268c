package io.millrace.flow;

import io.millrace.change.Json;
import io.millrace.change.JsonBuffer;
import io.millrace.change.RowChange;
import io.millrace.change.VersionedChange;
import io.millrace.flow.DocumentField.Form;
import io.millrace.flow.json.FieldName;
import io.millrace.flow.row.ChangeRow;
import io.millrace.flow.row.MetaValues;
import io.millrace.flow.row.TimeWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.flink.table.data.TimestampData;

/**
 * An event as one message, the way Sequin writes them: {@code action}, {@code record}, {@code
 * changes}, and {@code metadata} about where it comes from.
 */
final class EventMessage implements DocumentMaker {
    /** Those of the message itself. */
    static final List<DocumentField> FIELDS =
            List.of(
                    new DocumentField("action", Form.VALUE),
                    new DocumentField("record", Form.OBJECT),
                    new DocumentField("changes", Form.OBJECT),
                    new DocumentField("metadata", Form.OBJECT));

    private static final FieldName ACTION = new FieldName("action");
    private static final FieldName RECORD = new FieldName("record");
    private static final FieldName CHANGES = new FieldName("changes");
    private static final FieldName METADATA = new FieldName("metadata");
    private static final FieldName SCHEMA = new FieldName("table_schema");
    private static final FieldName TABLE = new FieldName("table_name");
    private static final FieldName COMMITTED_AT = new FieldName("commit_timestamp");
    private static final FieldName LSN = new FieldName("commit_lsn");
    private static final FieldName INDEX = new FieldName("commit_idx");
    private static final FieldName IDEMPOTENCY_KEY = new FieldName("idempotency_key");
    private static final FieldName KEYS = new FieldName("record_pks");
    private static final FieldName ANNOTATIONS = new FieldName("transaction_annotations");
    private static final FieldName CONSUMER = new FieldName("consumer");
    private static final FieldName NAME = new FieldName("name");
    private static final Json NULL = Json.of("null");

    private final String flow;
    private final int keyColumns;
    private final JsonBuffer json = new JsonBuffer();

    /**
     * @param keyColumns of the table's primary key
     */
    EventMessage(String flow, int keyColumns) {
        this.flow = flow;
        this.keyColumns = keyColumns;
    }

    @Override
    public List<Draft> documents(ChangeRow row) {
        VersionedChange versioned = row.change();
        RowChange change = versioned.change();
        json.clear();
        json.append('{');
        first(ACTION);
        text(MetaValues.name(change.action()).toString());
        next(RECORD);
        value(change.record());
        next(CHANGES);
        value(versioned.changes());
        next(METADATA);
        metadata(change);
        json.append('}');
        return List.of(Draft.of(json.toJson()));
    }

    private void metadata(RowChange change) {
        json.append('{');
        first(SCHEMA);
        text(change.key().table().schema());
        next(TABLE);
        text(change.key().table().name());
        next(COMMITTED_AT);
        time(MetaValues.committedAt(change.origin()));
        next(LSN);
        number(change.position().lsn());
        next(INDEX);
        number(change.position().index());
        next(IDEMPOTENCY_KEY);
        text(EventIds.of(change));
        next(KEYS);
        keys(change);
        next(ANNOTATIONS);
        value(change.origin().annotations());
        next(CONSUMER);
        json.append('{');
        first(NAME);
        text(flow);
        json.append('}');
        json.append('}');
    }

    /** Of a truncated table there are none. */
    private void keys(RowChange change) {
        json.append('[');
        if (!change.key().id().isEmpty()) {
            List<String> values = KeyValues.of(change.key(), keyColumns);
            for (int i = 0; i < values.size(); i++) {
                if (i > 0) {
                    json.append(',');
                }
                text(values.get(i));
            }
        }
        json.append(']');
    }

    private void first(FieldName name) {
        name.appendTo(json);
    }

    private void next(FieldName name) {
        json.append(',');
        name.appendTo(json);
    }

    private void text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        json.appendString(utf8, 0, utf8.length);
    }

    private void number(long number) {
        json.append(Long.toString(number).getBytes(StandardCharsets.US_ASCII));
    }

    private void time(@Nullable TimestampData time) {
        if (time == null) {
            value(null);
        } else {
            TimeWriter.instant(time, json);
        }
    }

    private void value(@Nullable Json value) {
        json.append((value == null ? NULL : value).utf8());
    }
}
