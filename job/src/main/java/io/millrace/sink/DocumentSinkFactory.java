package io.millrace.sink;

import io.millrace.change.Delivery;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.table.factories.DynamicTableSinkFactory;

/**
 * A table connector of ours: besides rows from plain Flink SQL it takes a flow's documents, with
 * their ids and versions.
 *
 * <p>The sink that it makes delivers at least once. It keeps the order of one id's deliveries, or
 * has the target refuse what is older than what it holds; a delete of what is absent succeeds.
 */
public interface DocumentSinkFactory extends DynamicTableSinkFactory {
    /**
     * Makes the sink of a table. A table without columns takes whole documents; with columns, the
     * documents' fields of those names, cast to the columns' types.
     *
     * @throws org.apache.flink.table.api.ValidationException if the table's options are wrong
     */
    Sink<Delivery> createDocumentSink(Context context);
}
