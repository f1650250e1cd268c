package io.millrace.flow;

import io.millrace.change.Json;
import javax.annotation.Nullable;

/**
 * A document of which the flow may still decide where it goes.
 *
 * @param route null for the flow's
 * @param id null for the flow's
 * @param content null where only the address counts
 */
record Draft(@Nullable String route, @Nullable String id, @Nullable Json content) {
    /** Where the flow says. */
    static final Draft ADDRESS = new Draft(null, null, null);

    static Draft of(Json content) {
        return new Draft(null, null, content);
    }
}
