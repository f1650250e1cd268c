package io.millrace.delivery;

import io.millrace.change.Address;
import io.millrace.change.RowKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All documents that a flow has put into the sink of a row, and has not taken out.
 *
 * @param company where there are none: the {@link Company#number()} of the flows of which no other
 *     one can have put any there unseen
 */
record Holdings(List<Held> documents, int company) {
    Holdings {
        documents = List.copyOf(documents);
    }

    Holdings(List<Held> documents) {
        this(documents, Company.NONE);
    }

    static Holdings nothing(int company) {
        return new Holdings(List.of(), company);
    }

    /** Whether flows that were there, or are there now, may have put documents there. */
    boolean leaveOpen(int nowInCompany) {
        return documents.isEmpty() && company != nowInCompany;
    }

    Map<Address, ContentHash> hashes(RowKey row) {
        Map<Address, ContentHash> hashes = new LinkedHashMap<>();
        for (Held held : documents) {
            hashes.put(held.address(row), held.hash());
        }
        return hashes;
    }
}
