package io.millrace.delivery;

import io.millrace.change.Address;
import io.millrace.change.Document;
import io.millrace.change.RowKey;
import java.util.Objects;
import javax.annotation.Nullable;

/**
 * A document that the sink holds of a row.
 *
 * @param route as in {@link Address}
 * @param id null where it is the id of the row's key, as it mostly is
 */
record Held(@Nullable String route, @Nullable String id, ContentHash hash) {
    static Held of(RowKey row, Address address, ContentHash hash) {
        return new Held(address.route(), address.id().equals(row.id()) ? null : address.id(), hash);
    }

    /** Whether the document is to be where this one is. */
    boolean isAt(RowKey row, Document document) {
        return document.id().equals(id == null ? row.id() : id)
                && Objects.equals(document.route(), route);
    }

    Address address(RowKey row) {
        return new Address(route, id == null ? row.id() : id);
    }
}
