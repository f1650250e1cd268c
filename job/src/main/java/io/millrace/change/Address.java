package io.millrace.change;

import java.util.Objects;
import javax.annotation.Nullable;

/**
 * Where a document is, or would be.
 *
 * @param route which index, collection or table; null for the sink's own
 * @param id never empty
 */
public record Address(@Nullable String route, String id) {
    public Address {
        Objects.requireNonNull(id, "id");
    }

    /**
     * Flink assigns state to subtasks by this number, so it must never change; what a record
     * computes by default is not specified.
     */
    @Override
    public int hashCode() {
        return (route == null ? 0 : route.hashCode()) * 31 + id.hashCode();
    }
}
