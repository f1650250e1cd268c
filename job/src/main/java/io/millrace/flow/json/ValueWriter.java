package io.millrace.flow.json;

import io.millrace.change.JsonBuffer;
import io.millrace.flow.row.ChangeRow;

/** Writes the values of one type of Flink's. */
@FunctionalInterface
public interface ValueWriter {
    /**
     * Appends a value that is not null.
     *
     * @param value in Flink's internal form
     * @param row that the value was computed from
     * @throws IllegalArgumentException if it has no JSON
     */
    void write(Object value, ChangeRow row, JsonBuffer json);
}
