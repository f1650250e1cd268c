package io.millrace.testing;

import io.millrace.change.Delivery;
import io.millrace.sink.DocumentSinkFactory;
import java.util.Set;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.table.connector.sink.DynamicTableSink;

/** The connector {@code one-place}, which cannot route, and forgets what it is given. */
public final class OnePlaceSinkFactory implements DocumentSinkFactory {
    @Override
    public String factoryIdentifier() {
        return "one-place";
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of();
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return Set.of();
    }

    @Override
    public Routing routing() {
        return Routing.NONE;
    }

    @Override
    public DynamicTableSink createDynamicTableSink(Context context) {
        throw new UnsupportedOperationException("Only flows write to it");
    }

    @Override
    public Sink<Delivery> createDocumentSink(Context context) {
        return new DiscardingSink<>();
    }
}
