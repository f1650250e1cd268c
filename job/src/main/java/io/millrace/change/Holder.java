package io.millrace.change;

import java.util.Objects;

/** Who can have a document: a row, as one flow sees it. */
public record Holder(String flow, RowKey row) {
    public Holder {
        Objects.requireNonNull(flow, "flow");
        Objects.requireNonNull(row, "row");
    }
}
