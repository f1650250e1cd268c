package io.millrace.sink.elasticsearch;

import io.millrace.sink.writer.Batching;
import io.millrace.sink.writer.TargetFactory;
import java.time.Duration;
import javax.annotation.Nullable;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.factories.FactoryUtil;

/**
 * What the options of a table say.
 *
 * @param parallelism null for that of its input
 */
record ElasticsearchSinkTable(
        ElasticsearchConnection connection,
        String index,
        Batching batching,
        @Nullable Integer parallelism) {
    /**
     * @throws ValidationException if an option has a value that it cannot have
     */
    static ElasticsearchSinkTable of(ReadableConfig options) {
        String index = options.get(ElasticsearchOptions.INDEX);
        if (index.isBlank()) {
            throw new ValidationException(
                    "The option 'index' is empty. Name the index to write to");
        }
        atLeastOne(options, ElasticsearchOptions.BULK_FLUSH_MAX_ACTIONS);
        atLeastOne(options, ElasticsearchOptions.MAX_IN_FLIGHT);
        if (options.get(ElasticsearchOptions.BULK_FLUSH_MAX_SIZE).getBytes() < 1) {
            throw new ValidationException(
                    "The option 'sink.bulk-flush.max-size' must be more than 0 bytes");
        }
        return new ElasticsearchSinkTable(
                ElasticsearchConnection.of(options),
                index,
                new Batching(
                        options.get(ElasticsearchOptions.BULK_FLUSH_MAX_ACTIONS),
                        options.get(ElasticsearchOptions.BULK_FLUSH_MAX_SIZE),
                        atLeastOneMilli(options, ElasticsearchOptions.BULK_FLUSH_INTERVAL),
                        options.get(ElasticsearchOptions.MAX_IN_FLIGHT),
                        atLeastOneMilli(options, ElasticsearchOptions.BACKOFF_DELAY),
                        atLeastOneMilli(options, ElasticsearchOptions.BACKOFF_MAX_DELAY)),
                options.get(FactoryUtil.SINK_PARALLELISM));
    }

    TargetFactory target() {
        return new Opened(connection, index);
    }

    private record Opened(ElasticsearchConnection connection, String index)
            implements TargetFactory {
        @Override
        public ElasticsearchTarget open() {
            return new ElasticsearchTarget(connection, index);
        }
    }

    private static void atLeastOne(ReadableConfig options, ConfigOption<Integer> option) {
        if (options.get(option) < 1) {
            throw tooSmall(option, options.get(option), "1");
        }
    }

    private static Duration atLeastOneMilli(ReadableConfig options, ConfigOption<Duration> option) {
        Duration duration = options.get(option);
        if (duration.toMillis() < 1) {
            throw tooSmall(option, duration, "1 ms");
        }
        return duration;
    }

    private static ValidationException tooSmall(
            ConfigOption<?> option, Object value, String least) {
        return new ValidationException(
                "The option '" + option.key() + "' is " + value + "; it must be at least " + least);
    }
}
