package io.millrace.sink.elasticsearch;

import io.millrace.sink.RowWrites;
import io.millrace.sink.writer.DocumentSink;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.sink.SinkV2Provider;

/**
 * The sink of an {@code INSERT INTO}: upserts and deletes by the table's primary key, or, where it
 * has none, a new document for every row.
 */
record ElasticsearchTableSink(ElasticsearchSinkTable table, ResolvedSchema schema)
        implements DynamicTableSink {
    @Override
    public ChangelogMode getChangelogMode(ChangelogMode requestedMode) {
        return schema.getPrimaryKey().isPresent()
                ? ChangelogMode.upsert()
                : ChangelogMode.insertOnly();
    }

    @Override
    public SinkRuntimeProvider getSinkRuntimeProvider(Context context) {
        return SinkV2Provider.of(
                DocumentSink.unversioned(new RowWrites(schema), table.target(), table.batching()),
                table.parallelism());
    }

    @Override
    public DynamicTableSink copy() {
        return this;
    }

    @Override
    public String asSummaryString() {
        return "Elasticsearch index '" + table.index() + "'";
    }
}
