package io.millrace.change;

import java.util.Objects;
import javax.annotation.Nullable;

/**
 * A change that is the newest of its row.
 *
 * @param version grows with every change of the row, for targets that can refuse what is older
 * @param changes of an update, the former values of the columns that it changed, a JSON object;
 *     null if unknown, and for every other action
 */
public record VersionedChange(RowChange change, long version, @Nullable Json changes) {
    public VersionedChange {
        Objects.requireNonNull(change, "change");
    }

    public VersionedChange(RowChange change, long version) {
        this(change, version, null);
    }
}
