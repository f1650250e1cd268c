package io.millrace.deadletter;

import io.millrace.change.Action;
import io.millrace.change.DeadLetter;
import io.millrace.change.DeadLetter.Failure;
import io.millrace.change.DeadLetter.Subject;
import io.millrace.change.Json;
import io.millrace.change.Position;
import io.millrace.change.RowKey;
import io.millrace.change.TableName;

/** Letters to write. */
final class Letters {
    static final TableName TABLE = new TableName("public", "products");
    static final long FAILED_AT = 1_767_225_600_123L;

    private Letters() {}

    /** Of a change that a flow could not make a document of. */
    static DeadLetter failed(long number) {
        return failed(number, "{\"id\": " + number + "}", "Division by zero");
    }

    static DeadLetter failed(long number, String record, String error) {
        return new DeadLetter(
                "flow",
                "products_index",
                new Subject(
                        Action.UPDATE,
                        new RowKey(TABLE, Long.toString(number)),
                        new Position(100 + number, 1),
                        7),
                null,
                Json.of(record),
                new Failure(error, 1, FAILED_AT));
    }
}
