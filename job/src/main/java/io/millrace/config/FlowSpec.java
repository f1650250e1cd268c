package io.millrace.config;

import java.io.Serializable;
import java.util.List;

/**
 * Tables on their way into one sink.
 *
 * @param sink the name of a table of the definitions
 * @param place where the flow begins
 */
public record FlowSpec(
        String name,
        List<TablePattern> tables,
        Fragments fragments,
        FlowPolicies policies,
        String sink,
        Place place,
        Place sinkPlace)
        implements Serializable {
    public FlowSpec {
        tables = List.copyOf(tables);
    }
}
