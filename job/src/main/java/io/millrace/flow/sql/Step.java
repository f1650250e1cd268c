package io.millrace.flow.sql;

import io.millrace.config.Fragment;

/**
 * A fragment, and which step of which flow it is.
 *
 * @param name as in the pipeline file, such as {@code filter}
 */
public record Step(String name, String flow, Fragment.Sql fragment) {
    /** For the beginning of a sentence about it. */
    @Override
    public String toString() {
        return "The " + name + " of the flow '" + flow + "'";
    }
}
