package io.millrace.sink;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Serializable;

/** Makes one value of Flink's internal format of one JSON value that is not null. */
@FunctionalInterface
interface JsonCast extends Serializable {
    /**
     * @throws IllegalArgumentException or a {@link java.time.DateTimeException} or an {@link
     *     ArithmeticException} that says why the value has no such form
     * @throws CastException from within a nested row, which names its own columns
     */
    Object cast(JsonNode value);
}
