package io.millrace.flow;

import io.millrace.change.RowKey;
import io.millrace.change.TableName;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import javax.annotation.Nullable;

/**
 * What a flow makes of one row, for people.
 *
 * @param key the row's, as in a document's id
 * @param documents those that there are to be of the row; none unless it is {@link Fate#KEPT}
 * @param group in which the flow keeps order; null where it has no groups, or makes no document
 * @param error why the flow can make nothing of the row, as a dead letter tells it; else null
 */
public record Outcome(
        TableName table,
        String key,
        Fate fate,
        List<Made> documents,
        @Nullable String group,
        @Nullable String error)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** What becomes of a row. */
    public enum Fate {
        KEPT,
        FILTERED,
        /** The filter keeps it, and the transform makes no document of it. */
        NO_DOCUMENT,
        FAILED
    }

    /**
     * A document, and where it would be.
     *
     * @param route null for the sink's own index, collection or table
     * @param content JSON
     */
    public record Made(@Nullable String route, String id, String content) implements Serializable {
        private static final long serialVersionUID = 1L;

        public Made {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(content, "content");
        }
    }

    public Outcome {
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(fate, "fate");
        documents = List.copyOf(documents);
    }

    /** Of a row of which there is to be nothing. */
    static Outcome nothing(RowKey row, Fate fate) {
        return new Outcome(row.table(), row.id(), fate, List.of(), null, null);
    }

    static Outcome failed(RowKey row, String error) {
        return new Outcome(row.table(), row.id(), Fate.FAILED, List.of(), null, error);
    }

    static Outcome kept(RowKey row, List<Made> documents, @Nullable String group) {
        return new Outcome(row.table(), row.id(), Fate.KEPT, documents, group, null);
    }
}
