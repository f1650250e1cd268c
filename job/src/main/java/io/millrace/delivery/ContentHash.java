package io.millrace.delivery;

import io.millrace.change.Action;
import io.millrace.change.Json;

/**
 * Tells one document's content from another's, in 128 bits (MurmurHash3, x64). It is kept in state:
 * another function would take all documents for new.
 */
record ContentHash(long first, long second) {
    /**
     * No content's: what is there is to be sent again with the next change. What was read is sent
     * under a version that, before a crash, another state of the row may have had, and which the
     * target then keeps: so the next change is to be sent, whatever it holds.
     */
    static final ContentHash UNSURE = new ContentHash(0, 0);

    static ContentHash of(Json content, Action action) {
        return action == Action.READ ? UNSURE : of(content);
    }

    static ContentHash of(Json content) {
        return Murmur3.hash(content.utf8());
    }
}
