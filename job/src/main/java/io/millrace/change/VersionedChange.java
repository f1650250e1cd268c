package io.millrace.change;

import java.util.Objects;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * A change that is the newest of its row.
 *
 * @param version grows with every change of the row, for targets that can refuse what is older
 * @param changes of an update, the former values of the columns that it changed, a JSON object;
 *     null if unknown, and for every other action
 * @param knownTo the flows to which a backfill has shown the row as it was after the change, or
 *     later, so that it is nothing new to them
 */
public record VersionedChange(
        RowChange change, long version, @Nullable Json changes, Set<String> knownTo) {
    public VersionedChange {
        Objects.requireNonNull(change, "change");
        knownTo = Set.copyOf(knownTo);
    }

    public VersionedChange(RowChange change, long version, @Nullable Json changes) {
        this(change, version, changes, Set.of());
    }

    public VersionedChange(RowChange change, long version) {
        this(change, version, null);
    }

    /** Whether it concerns a flow: a row that was read does only that for which it was read. */
    public boolean isFor(String flow) {
        Reading reading = change.origin().reading();
        return reading == null ? !knownTo.contains(flow) : reading.flow().equals(flow);
    }
}
