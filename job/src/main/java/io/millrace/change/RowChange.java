package io.millrace.change;

import java.util.Objects;
import javax.annotation.Nullable;

/**
 * A committed change of one row, a row as a snapshot found it, or that a table was emptied.
 *
 * @param record the row after the change; for a delete, its last state; for a truncate, {@code
 *     null} in JSON
 * @param gaps what the record lacks
 * @param changes of an update, the former values of the columns that it changed, a JSON object,
 *     where the log tells them; else null
 */
public record RowChange(
        Action action, RowKey key, Json record, Gaps gaps, @Nullable Json changes, Origin origin) {
    private static final Json NO_RECORD = Json.of("null");

    public RowChange {
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(record, "record");
        Objects.requireNonNull(gaps, "gaps");
        Objects.requireNonNull(origin, "origin");
    }

    /** A change of which the log tells the whole row, but not what it was before. */
    public static RowChange of(Action action, RowKey key, Json record, Origin origin) {
        return new RowChange(action, key, record, Gaps.NONE, null, origin);
    }

    /**
     * That all rows of a table are gone at once. Its key has the id {@code ""}, which is no row's.
     */
    public static RowChange truncate(TableName table, Origin origin) {
        return of(Action.TRUNCATE, new RowKey(table, ""), NO_RECORD, origin);
    }

    public Position position() {
        return origin.position();
    }

    public long committedAtMicros() {
        return origin.committedAtMicros();
    }
}
