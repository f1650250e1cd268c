package io.millrace.delivery;

import io.millrace.change.Address;
import io.millrace.change.RowKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All documents that the sink holds of a row. */
record Holdings(List<Held> documents) {
    /** The sink is known to hold none. */
    static final Holdings NOTHING = new Holdings(List.of());

    Holdings {
        documents = List.copyOf(documents);
    }

    Map<Address, ContentHash> hashes(RowKey row) {
        Map<Address, ContentHash> hashes = new LinkedHashMap<>();
        for (Held held : documents) {
            hashes.put(held.address(row), held.hash());
        }
        return hashes;
    }
}
