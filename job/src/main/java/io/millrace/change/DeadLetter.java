package io.millrace.change;

import java.util.Objects;
import javax.annotation.Nullable;

/**
 * What could not be delivered, and never will be by itself.
 *
 * @param document what a target refused, with the address; null where the flow could not even make
 *     a document
 * @param record the row as the change left it, or null where that is not at hand
 */
public record DeadLetter(
        String flow,
        String sink,
        Subject subject,
        @Nullable Document document,
        @Nullable Json record,
        Failure failure) {

    /** The change that it is about. */
    public record Subject(Action action, RowKey row, Position position, long version) {
        public Subject {
            Objects.requireNonNull(action, "action");
            Objects.requireNonNull(row, "row");
            Objects.requireNonNull(position, "position");
        }
    }

    /**
     * Why, and when.
     *
     * @param error the words of whoever failed or refused
     * @param attempts how often it was tried
     * @param atMillis of the last attempt, in milliseconds since the epoch
     */
    public record Failure(String error, int attempts, long atMillis) {
        public Failure {
            Objects.requireNonNull(error, "error");
        }
    }

    public DeadLetter {
        Objects.requireNonNull(flow, "flow");
        Objects.requireNonNull(sink, "sink");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(failure, "failure");
    }

    /** Of a change of which the flow could not make a document. */
    public static DeadLetter ofChange(
            String flow, String sink, VersionedChange versioned, Failure failure) {
        RowChange change = versioned.change();
        Subject subject =
                new Subject(change.action(), change.key(), change.position(), versioned.version());
        return new DeadLetter(flow, sink, subject, null, change.record(), failure);
    }
}
