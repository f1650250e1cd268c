package io.millrace.pipeline.control;

import io.millrace.config.NearestName;
import java.util.Collection;

/** A flow, a table or a backfill was named that there is not; the message says which there are. */
public final class WrongNameException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private WrongNameException(String message) {
        super(message);
    }

    /**
     * @param where what lacks it
     * @param kind such as {@code flow}
     */
    static WrongNameException of(String where, String kind, String name, Collection<String> known) {
        String remedy =
                known.isEmpty()
                        ? "It has none."
                        : NearestName.of(name, known)
                                .map(nearest -> "Did you mean '" + nearest + "'?")
                                .orElse("It has " + String.join(", ", known) + ".");
        return new WrongNameException(where + " has no " + kind + " '" + name + "'. " + remedy);
    }
}
