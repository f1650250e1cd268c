package io.millrace.udf;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.udf.json.JsonText;
import java.time.Instant;
import java.util.Optional;
import javax.annotation.Nullable;

/**
 * A change for the test of a function.
 *
 * <pre>{@code
 * Change change = SampleChange.update("{'id': 7, 'price': 9.90}", "{'price': 12.50}")
 *         .in("public", "products")    // the default: public.sample
 *         .withKey("7");               // the default: 1
 * }</pre>
 *
 * <p>Where a text has no double quotes, single ones may stand for them, as here. The log position
 * is 1, the transaction 1, and the time of its commit 2026-01-01T00:00:00Z; a read has neither
 * transaction nor commit.
 */
public final class SampleChange implements Change {
    private static final Instant COMMITTED_AT = Instant.parse("2026-01-01T00:00:00Z");

    private final Action action;
    private final ObjectNode record;
    @Nullable private final ObjectNode changes;
    private String schema = "public";
    private String table = "sample";
    private String key = "1";
    @Nullable private ObjectNode annotations;

    private SampleChange(Action action, String record, @Nullable String changes) {
        this.action = action;
        this.record = object(record);
        this.changes = changes == null ? null : object(changes);
    }

    /**
     * @param record the new row, a JSON object
     */
    public static SampleChange insert(String record) {
        return new SampleChange(Action.INSERT, record, null);
    }

    /**
     * @param record the row after the update, a JSON object
     * @param changes the former values of the columns that changed, a JSON object
     */
    public static SampleChange update(String record, String changes) {
        return new SampleChange(Action.UPDATE, record, changes);
    }

    /**
     * @param record the row's last state, a JSON object
     */
    public static SampleChange delete(String record) {
        return new SampleChange(Action.DELETE, record, null);
    }

    /**
     * @param record the row, a JSON object
     */
    public static SampleChange read(String record) {
        return new SampleChange(Action.READ, record, null);
    }

    public SampleChange in(String schema, String table) {
        this.schema = schema;
        this.table = table;
        return this;
    }

    public SampleChange withKey(String key) {
        this.key = key;
        return this;
    }

    /**
     * @param annotations a JSON object
     */
    public SampleChange withAnnotations(String annotations) {
        this.annotations = object(annotations);
        return this;
    }

    @Override
    public Action action() {
        return action;
    }

    @Override
    public ObjectNode record() {
        return record;
    }

    @Override
    public Optional<ObjectNode> changes() {
        return Optional.ofNullable(changes);
    }

    @Override
    public String schema() {
        return schema;
    }

    @Override
    public String table() {
        return table;
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public long lsn() {
        return 1;
    }

    @Override
    public long commitIndex() {
        return 1;
    }

    @Override
    public long transactionId() {
        return action == Action.READ ? 0 : 1;
    }

    @Override
    public Optional<Instant> committedAt() {
        return action == Action.READ ? Optional.empty() : Optional.of(COMMITTED_AT);
    }

    @Override
    public Optional<ObjectNode> annotations() {
        return Optional.ofNullable(annotations);
    }

    private static ObjectNode object(String text) {
        String json = text.indexOf('"') < 0 ? text.replace('\'', '"') : text;
        if (JsonText.parse(json) instanceof ObjectNode object) {
            return object;
        }
        throw new IllegalArgumentException("Not a JSON object: " + text);
    }
}
