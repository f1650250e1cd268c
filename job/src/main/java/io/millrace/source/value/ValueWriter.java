package io.millrace.source.value;

import io.millrace.change.JsonBuffer;
import java.sql.SQLException;

/**
 * Makes JSON of the values of one type, as {@code to_jsonb} does. The text is what the type's
 * output function gives in a session with the settings of {@link io.millrace.postgres.TextFormat}.
 * A writer may keep scratch memory, so it serves one thread.
 */
@FunctionalInterface
public interface ValueWriter {
    /**
     * Appends a value that is not null.
     *
     * @param text among other bytes, from one place to before another; not changed
     * @throws IllegalArgumentException if it is no text of the type
     * @throws SQLException if the server, which some types need to be asked, cannot answer
     */
    void write(byte[] text, int from, int to, JsonBuffer json) throws SQLException;
}
