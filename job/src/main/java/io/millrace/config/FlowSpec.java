package io.millrace.config;

/**
 * One table on its way into one sink.
 *
 * @param tables the table's name as the user wrote it, {@code schema.table}
 * @param sink the name of a table of the definitions
 * @param place where the flow begins
 */
public record FlowSpec(
        String name, String tables, String sink, Place place, Place tablesPlace, Place sinkPlace) {}
