package io.millrace.backfill.chunk;

import java.util.List;
import java.util.Objects;

/**
 * The rows of a scope between two keys, which are the texts of the key's columns.
 *
 * @param id which no other chunk of the job has
 * @param after the key before the first row; empty for the beginning of the table
 * @param upTo the key of the last row; empty for the end of the table
 */
public record Chunk(long id, Scope scope, List<String> after, List<String> upTo) {
    public Chunk {
        Objects.requireNonNull(scope, "scope");
        after = List.copyOf(after);
        upTo = List.copyOf(upTo);
    }
}
