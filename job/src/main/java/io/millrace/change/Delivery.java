package io.millrace.change;

import java.util.Objects;
import javax.annotation.Nullable;

/**
 * What a sink is to do with one document.
 *
 * @param route which index, collection or table holds the document; null for the sink's own
 * @param id the document's id; never empty
 * @param version grows with every delivery of this route and id; a target that can check it refuses
 *     what is older
 * @param document what the target shall hold, or null where it shall hold nothing
 * @param committedAtMicros when the change behind it committed, in microseconds since the epoch; 0
 *     where there was none, as for a read
 */
public record Delivery(
        @Nullable String route,
        String id,
        long version,
        @Nullable Json document,
        long committedAtMicros) {
    public Delivery {
        Objects.requireNonNull(id, "id");
    }

    /** Into the sink's own index, collection or table. */
    public static Delivery upsert(String id, long version, Json document, long committedAtMicros) {
        return new Delivery(
                null, id, version, Objects.requireNonNull(document, "document"), committedAtMicros);
    }

    /** From the sink's own index, collection or table. */
    public static Delivery delete(String id, long version, long committedAtMicros) {
        return new Delivery(null, id, version, null, committedAtMicros);
    }

    public boolean isDelete() {
        return document == null;
    }
}
