package io.millrace.change;

import java.util.Objects;
import javax.annotation.Nullable;

/**
 * Where a change comes from.
 *
 * @param position in the log; for a {@link Action#READ}, one before that of every change that could
 *     be newer than what the read shows
 * @param transactionId the top-level transaction, as the log gives it (32 bits); 0 for a read
 * @param committedAtMicros when its transaction committed, in microseconds since the epoch; 0 for a
 *     read
 * @param annotations what the transaction said of itself, a JSON object; null if nothing
 */
public record Origin(
        Position position, long transactionId, long committedAtMicros, @Nullable Json annotations) {
    public Origin {
        Objects.requireNonNull(position, "position");
    }
}
