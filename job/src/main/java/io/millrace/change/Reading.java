package io.millrace.change;

import java.util.Objects;

/**
 * How a backfill has read a row.
 *
 * @param flow for which alone it was read
 * @param snapshot what the row shows. All that it shows has committed before the read's position
 */
public record Reading(String flow, Snapshot snapshot) {
    public Reading {
        Objects.requireNonNull(flow, "flow");
        Objects.requireNonNull(snapshot, "snapshot");
    }
}
