package io.millrace.sink.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.description.HtmlFormatter;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.util.TimeUtils;
import org.junit.jupiter.api.Test;

class ElasticsearchOptionsDocTest {
    private static final Path PAGE = Path.of("../docs/elasticsearch.md");
    private static final String HEADING = "## Options\n\n";

    @Test
    void thePageListsEveryOptionAsTheCodeHasIt() throws Exception {
        String page = Files.readString(PAGE);
        String expected =
                page.substring(0, page.indexOf(HEADING) + HEADING.length())
                        + "| option | default | |\n|---|---|---|\n"
                        + options().stream()
                                .map(ElasticsearchOptionsDocTest::row)
                                .collect(Collectors.joining());
        assertThat(page)
                .as("docs/elasticsearch.md; the whole page should be:%n%s", expected)
                .isEqualTo(expected);
    }

    private static List<ConfigOption<?>> options() {
        List<ConfigOption<?>> options =
                Stream.of(ElasticsearchOptions.class.getFields())
                        .<ConfigOption<?>>map(ElasticsearchOptionsDocTest::value)
                        .collect(Collectors.toList());
        options.add(FactoryUtil.SINK_PARALLELISM);
        assertThat(options)
                .containsAll(ElasticsearchOptions.required())
                .containsAll(ElasticsearchOptions.optional());
        return options;
    }

    private static ConfigOption<?> value(Field field) {
        try {
            return (ConfigOption<?>) field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private static String row(ConfigOption<?> option) {
        String description =
                option == FactoryUtil.SINK_PARALLELISM
                        ? "How many writers; as many as there are subtasks before, if left out."
                        : new HtmlFormatter().format(option.description());
        return "| `" + option.key() + "` | " + defaultOf(option) + " | " + description + " |\n";
    }

    private static String defaultOf(ConfigOption<?> option) {
        if (ElasticsearchOptions.required().contains(option)) {
            return "required";
        }
        Object value = option.defaultValue();
        if (value == null) {
            return "";
        }
        return value instanceof Duration duration
                ? TimeUtils.formatWithHighestUnit(duration)
                : value.toString();
    }
}
