package io.millrace.sink.elasticsearch;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.table.factories.FactoryUtil;

/**
 * The options of a table whose connector is {@code elasticsearch}. Where Flink's own Elasticsearch
 * connector has an option, its name is the same here.
 */
public final class ElasticsearchOptions {
    public static final ConfigOption<List<String>> HOSTS =
            ConfigOptions.key("hosts")
                    .stringType()
                    .asList()
                    .noDefaultValue()
                    .withDescription(
                            "Addresses of the cluster's nodes, such as http://localhost:9200,"
                                    + " separated by a semicolon.");

    public static final ConfigOption<String> INDEX =
            ConfigOptions.key("index")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "The index, alias or data stream to write to, but for documents with a route.");

    public static final ConfigOption<String> USERNAME =
            ConfigOptions.key("username")
                    .stringType()
                    .noDefaultValue()
                    .withDescription("The user for basic authentication.");

    public static final ConfigOption<String> PASSWORD =
            ConfigOptions.key("password")
                    .stringType()
                    .noDefaultValue()
                    .withDescription("The password of 'username'.");

    public static final ConfigOption<String> PATH_PREFIX =
            ConfigOptions.key("connection.path-prefix")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "What stands before every path, where a proxy wants it: such as"
                                    + " /search.");

    public static final ConfigOption<Duration> CONNECTION_TIMEOUT =
            ConfigOptions.key("connection.timeout")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(5))
                    .withDescription("How long a connection may take to be made.");

    public static final ConfigOption<Duration> CONNECTION_REQUEST_TIMEOUT =
            ConfigOptions.key("connection.request-timeout")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(5))
                    .withDescription("How long a request may wait for a free connection.");

    public static final ConfigOption<Duration> SOCKET_TIMEOUT =
            ConfigOptions.key("socket.timeout")
                    .durationType()
                    .defaultValue(Duration.ofMinutes(1))
                    .withDescription(
                            "How long an answer may take. Elasticsearch itself is asked to give up"
                                    + " after half of it.");

    public static final ConfigOption<Integer> BULK_FLUSH_MAX_ACTIONS =
            ConfigOptions.key("sink.bulk-flush.max-actions")
                    .intType()
                    .defaultValue(1000)
                    .withDescription("The most documents and deletes of one bulk request.");

    public static final ConfigOption<MemorySize> BULK_FLUSH_MAX_SIZE =
            ConfigOptions.key("sink.bulk-flush.max-size")
                    .memoryType()
                    .defaultValue(MemorySize.ofMebiBytes(8))
                    .withDescription(
                            "The most bytes of one bulk request, and thereby of one document."
                                    + " Elasticsearch takes 100 MB unless it is told otherwise. A"
                                    + " writer holds four requests of this size before it holds up"
                                    + " its input.");

    public static final ConfigOption<Duration> BULK_FLUSH_INTERVAL =
            ConfigOptions.key("sink.bulk-flush.interval")
                    .durationType()
                    .defaultValue(Duration.ofMillis(5))
                    .withDescription(
                            "The longest time that a document waits for others to share its bulk"
                                    + " request.");

    public static final ConfigOption<Integer> MAX_IN_FLIGHT =
            ConfigOptions.key("sink.requests.max-inflight")
                    .intType()
                    .defaultValue(2)
                    .withDescription(
                            "How many bulk requests a writer of a flow has under way at once. Two"
                                    + " keep Elasticsearch busy while the next batch fills; for more,"
                                    + " raise the parallelism. Rows of plain Flink SQL have no"
                                    + " versions, and are written by one request at a time.");

    public static final ConfigOption<Duration> BACKOFF_DELAY =
            ConfigOptions.key("sink.bulk-flush.backoff.delay")
                    .durationType()
                    .defaultValue(Duration.ofMillis(100))
                    .withDescription(
                            "How long to wait before the first repetition of a failed request;"
                                    + " twice as long after each further failure.");

    public static final ConfigOption<Duration> BACKOFF_MAX_DELAY =
            ConfigOptions.key("sink.bulk-flush.backoff.max-delay")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(5))
                    .withDescription("The longest wait between two repetitions.");

    private ElasticsearchOptions() {}

    static Set<ConfigOption<?>> required() {
        return Set.of(HOSTS, INDEX);
    }

    static Set<ConfigOption<?>> optional() {
        return Set.of(
                USERNAME,
                PASSWORD,
                PATH_PREFIX,
                CONNECTION_TIMEOUT,
                CONNECTION_REQUEST_TIMEOUT,
                SOCKET_TIMEOUT,
                BULK_FLUSH_MAX_ACTIONS,
                BULK_FLUSH_MAX_SIZE,
                BULK_FLUSH_INTERVAL,
                MAX_IN_FLIGHT,
                BACKOFF_DELAY,
                BACKOFF_MAX_DELAY,
                FactoryUtil.SINK_PARALLELISM);
    }
}
