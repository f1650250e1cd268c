package io.millrace.change;

import java.util.Objects;
import javax.annotation.Nullable;

/**
 * A document that a flow makes of a row, and where it is to be.
 *
 * @param route which index, collection or table; null for the sink's own
 * @param id never empty
 * @param content null where nothing is to be: the address alone
 */
public record Document(@Nullable String route, String id, @Nullable Json content) {
    public Document {
        Objects.requireNonNull(id, "id");
    }
}
