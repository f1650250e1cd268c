package io.millrace.sink.elasticsearch;

import io.millrace.change.Delivery;
import io.millrace.change.VersionedTypeInfo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.catalog.CatalogTable;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ObjectIdentifier;
import org.apache.flink.table.catalog.ResolvedCatalogTable;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.factories.DynamicTableFactory;
import org.apache.flink.table.factories.FactoryUtil;

/** A table of this connector, as its definition would make it. */
record SinkTable(Map<String, String> options, ResolvedSchema schema) {
    /** A table without columns. */
    static SinkTable of(String hosts, String index) {
        return new SinkTable(
                Map.of("connector", "elasticsearch", "hosts", hosts, "index", index),
                ResolvedSchema.of());
    }

    SinkTable with(String option, String value) {
        Map<String, String> more = new HashMap<>(options);
        more.put(option, value);
        return new SinkTable(more, schema);
    }

    SinkTable without(String option) {
        Map<String, String> fewer = new HashMap<>(options);
        fewer.remove(option);
        return new SinkTable(fewer, schema);
    }

    SinkTable withColumns(Column... columns) {
        return new SinkTable(options, ResolvedSchema.of(columns));
    }

    Sink<Delivery> documentSink() {
        return new ElasticsearchSinkFactory().createDocumentSink(context());
    }

    DynamicTableSink rowSink() {
        return new ElasticsearchSinkFactory().createDynamicTableSink(context());
    }

    /** Runs a job that delivers these, in this order, to its end. */
    JobID deliver(Delivery... deliveries) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(1);
        env.fromData(List.of(deliveries), VersionedTypeInfo.DELIVERY).sinkTo(documentSink());
        return env.execute().getJobID();
    }

    private DynamicTableFactory.Context context() {
        CatalogTable table =
                CatalogTable.newBuilder()
                        .schema(Schema.newBuilder().fromResolvedSchema(schema).build())
                        .options(options)
                        .build();
        return new FactoryUtil.DefaultDynamicTableContext(
                ObjectIdentifier.of("default_catalog", "default_database", "documents"),
                new ResolvedCatalogTable(table, schema),
                Map.of(),
                new Configuration(),
                SinkTable.class.getClassLoader(),
                false);
    }
}
