package io.millrace.change;

import java.util.Objects;

/**
 * A change that is the newest of its row.
 *
 * @param version grows with every change of the row, for targets that can refuse what is older
 */
public record VersionedChange(RowChange change, long version) {
    public VersionedChange {
        Objects.requireNonNull(change, "change");
    }
}
