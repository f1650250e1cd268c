package io.millrace.change;

import java.util.Objects;

/**
 * A change that a flow could make nothing of.
 *
 * @param reason for people, in one line
 */
public record FailedChange(VersionedChange change, String reason) {
    public FailedChange {
        Objects.requireNonNull(change, "change");
        Objects.requireNonNull(reason, "reason");
    }
}
