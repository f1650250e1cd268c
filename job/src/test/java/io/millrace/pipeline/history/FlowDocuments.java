package io.millrace.pipeline.history;

/**
 * The documents that a flow is to make of a table's rows, as SQL expressions of the row {@code t}.
 *
 * @param route null for none
 */
record FlowDocuments(String table, String id, String route, String document, String condition) {
    String query() {
        return "SELECT %s, %s, %s FROM %s t WHERE %s"
                .formatted(route, id, document, table, condition);
    }
}
