package io.millrace.sink.elasticsearch;

import io.millrace.change.Delivery;
import io.millrace.sink.DocumentSinkFactory;
import io.millrace.sink.ProjectedDocuments;
import io.millrace.sink.WholeDocuments;
import io.millrace.sink.writer.DocumentSink;
import io.millrace.sink.writer.DocumentWrite;
import java.util.Set;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.connector.base.sink.writer.ElementConverter;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.types.logical.RowType;

/**
 * The connector {@code elasticsearch}.
 *
 * <pre>{@code
 * CREATE TABLE products_index WITH (
 *   'connector' = 'elasticsearch', 'hosts' = 'http://localhost:9200', 'index' = 'products');
 * }</pre>
 */
public final class ElasticsearchSinkFactory implements DocumentSinkFactory {
    private static final String IDENTIFIER = "elasticsearch";

    @Override
    public String factoryIdentifier() {
        return IDENTIFIER;
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return ElasticsearchOptions.required();
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return ElasticsearchOptions.optional();
    }

    /** A route is an index, an alias or a data stream. */
    @Override
    public Routing routing() {
        return Routing.BY_DOCUMENT;
    }

    @Override
    public Sink<Delivery> createDocumentSink(Context context) {
        ElasticsearchSinkTable table = table(context);
        ResolvedSchema schema = schema(context);
        ElementConverter<Delivery, DocumentWrite> documents =
                schema.getColumns().isEmpty()
                        ? new WholeDocuments()
                        : new ProjectedDocuments(
                                (RowType) schema.toPhysicalRowDataType().getLogicalType());
        return DocumentSink.versioned(documents, table.target(), table.batching());
    }

    @Override
    public DynamicTableSink createDynamicTableSink(Context context) {
        ElasticsearchSinkTable table = table(context);
        ResolvedSchema schema = schema(context);
        if (schema.getColumns().isEmpty()) {
            throw new ValidationException(
                    "The table "
                            + context.getObjectIdentifier().asSummaryString()
                            + " has no columns: it takes the documents of a flow, but not rows."
                            + " Declare columns to INSERT INTO it");
        }
        return new ElasticsearchTableSink(table, schema);
    }

    private ElasticsearchSinkTable table(Context context) {
        FactoryUtil.TableFactoryHelper helper = FactoryUtil.createTableFactoryHelper(this, context);
        helper.validate();
        return ElasticsearchSinkTable.of(helper.getOptions());
    }

    private static ResolvedSchema schema(Context context) {
        return context.getCatalogTable().getResolvedSchema();
    }
}
