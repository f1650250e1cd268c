package io.millrace.sink;

import io.millrace.change.Delivery;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.table.factories.DynamicTableSinkFactory;

/**
 * A table connector of ours: besides rows from plain Flink SQL it takes a flow's documents, with
 * their ids and versions.
 *
 * <p>The sink that it makes delivers at least once. It keeps the order of the deliveries of one
 * document, which is one id in one route, or has the target refuse what is older than what it
 * holds; a delete of what is absent succeeds. A delivery without a route goes where the table's
 * options say, one with a route into the index, collection or table of that name, beside the
 * others: the same id in two routes is two documents.
 */
public interface DocumentSinkFactory extends DynamicTableSinkFactory {
    /** What a connector does with the routes of deliveries. */
    enum Routing {
        /** Each document goes to its own route. */
        BY_DOCUMENT,
        /** All go to one place; a flow with a route cannot use the connector. */
        NONE
    }

    /** Whether this connector's sinks honour routes. One that says no is given none. */
    Routing routing();

    /**
     * Makes the sink of a table. A table without columns takes whole documents; with columns, the
     * documents' fields of those names, cast to the columns' types.
     *
     * @throws org.apache.flink.table.api.ValidationException if the table's options are wrong
     */
    Sink<Delivery> createDocumentSink(Context context);
}
