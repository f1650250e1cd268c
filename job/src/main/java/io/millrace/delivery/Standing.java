package io.millrace.delivery;

import io.millrace.change.Action;
import io.millrace.change.Json;
import java.io.Serializable;

/**
 * How much of its documents a flow knows by itself.
 *
 * @param owned whether an {@link Owner} decides what is sent, so that every document goes there
 * @param company the {@link Company#number()} of the flow's
 */
record Standing(boolean owned, int company) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** What the flow has sent is there. */
    static final Standing ALONE = new Standing(false, Company.NONE);

    static Standing behindOwner(Company company) {
        return new Standing(true, company.number());
    }

    /** What to remember of a document. */
    ContentHash hash(Json content, Action action) {
        return owned ? ContentHash.UNSURE : ContentHash.of(content, action);
    }
}
