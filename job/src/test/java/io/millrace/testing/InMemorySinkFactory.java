package io.millrace.testing;

import io.millrace.change.Delivery;
import io.millrace.sink.DocumentSinkFactory;
import java.util.Set;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.factories.FactoryUtil;

/** The connector {@code in-memory}, whose option {@code name} names an {@link InMemoryIndex}. */
public final class InMemorySinkFactory implements DocumentSinkFactory {
    private static final ConfigOption<String> NAME =
            ConfigOptions.key("name").stringType().noDefaultValue();

    @Override
    public String factoryIdentifier() {
        return "in-memory";
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of(NAME);
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return Set.of();
    }

    @Override
    public DynamicTableSink createDynamicTableSink(Context context) {
        throw new UnsupportedOperationException("Only flows write to an in-memory index");
    }

    @Override
    public Routing routing() {
        return Routing.BY_DOCUMENT;
    }

    @Override
    public Sink<Delivery> createDocumentSink(Context context) {
        FactoryUtil.TableFactoryHelper helper = FactoryUtil.createTableFactoryHelper(this, context);
        helper.validate();
        return new InMemorySink(helper.getOptions().get(NAME));
    }

    private record InMemorySink(String name) implements Sink<Delivery> {
        @Override
        @Deprecated
        public SinkWriter<Delivery> createWriter(InitContext context) {
            return new Writer(InMemoryIndex.named(name));
        }

        @Override
        public SinkWriter<Delivery> createWriter(WriterInitContext context) {
            return new Writer(InMemoryIndex.named(name));
        }
    }

    private record Writer(InMemoryIndex index) implements SinkWriter<Delivery> {
        @Override
        public void write(Delivery delivery, Context context) throws InterruptedException {
            index.deliver(delivery);
        }

        @Override
        public void flush(boolean endOfInput) {
            index.checkpoint();
        }

        @Override
        public void close() {}
    }
}
