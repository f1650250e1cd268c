package io.millrace.change;

import java.util.List;
import java.util.Objects;
import javax.annotation.Nullable;

/**
 * What a flow makes of one change.
 *
 * @param key the row's
 * @param version of the change
 * @param documents all that there is to be of the row from now on. A row that is gone or filtered
 *     out has none with content; then there may be addresses, where a document of it would be
 * @param group in which the flow keeps order; null where it has no groups
 */
public record Evaluation(
        Action action,
        RowKey key,
        long version,
        Origin origin,
        List<Document> documents,
        @Nullable String group) {
    public Evaluation {
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(origin, "origin");
        documents = List.copyOf(documents);
    }

    /** Of a flow without groups. */
    public Evaluation(
            Action action, RowKey key, long version, Origin origin, List<Document> documents) {
        this(action, key, version, origin, documents, null);
    }
}
