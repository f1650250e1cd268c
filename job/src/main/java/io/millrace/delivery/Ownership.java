package io.millrace.delivery;

import io.millrace.change.Holder;
import io.millrace.change.Position;

/**
 * Who has, or had, the document at an address.
 *
 * @param position of the newest claim to write it. A delete does not move it: while one row gives
 *     an address up, another may have claimed it by an earlier change of the same transaction
 * @param version that the target was sent last
 * @param hash of what the target was sent last
 * @param forgetAt where the document was deleted: the processing time, in milliseconds since the
 *     epoch, at which even that may be forgotten; 0 while there is a document
 */
record Ownership(Holder holder, Position position, long version, ContentHash hash, long forgetAt) {
    /** Before every claim. */
    static final Position NEVER = new Position(0, 0);

    /** Of what is deleted. */
    static final ContentHash NO_CONTENT = new ContentHash(0, 0);

    boolean deleted() {
        return forgetAt != 0;
    }
}
