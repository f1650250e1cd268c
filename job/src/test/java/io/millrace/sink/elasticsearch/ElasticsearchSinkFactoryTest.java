package io.millrace.sink.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.sink.DocumentSinkFactory;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.factories.FactoryUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ElasticsearchSinkFactoryTest {
    private static final SinkTable TABLE = SinkTable.of("http://localhost:9200", "products");

    @Test
    void isFoundByItsName() {
        assertThat(
                        FactoryUtil.discoverFactory(
                                getClass().getClassLoader(),
                                DocumentSinkFactory.class,
                                "elasticsearch"))
                .isInstanceOf(ElasticsearchSinkFactory.class);
    }

    @Test
    void takesEveryOption() {
        assertThatCode(
                        () ->
                                TABLE.with("hosts", "http://a:9200;https://b:9201/;http://[::1]:9")
                                        .with("username", "millrace")
                                        .with("password", "secret")
                                        .with("connection.path-prefix", "/search")
                                        .with("connection.timeout", "1 s")
                                        .with("connection.request-timeout", "1 s")
                                        .with("socket.timeout", "10 s")
                                        .with("sink.bulk-flush.max-actions", "10")
                                        .with("sink.bulk-flush.max-size", "1 mb")
                                        .with("sink.bulk-flush.interval", "10 ms")
                                        .with("sink.requests.max-inflight", "1")
                                        .with("sink.bulk-flush.backoff.delay", "10 ms")
                                        .with("sink.bulk-flush.backoff.max-delay", "1 s")
                                        .with("sink.parallelism", "2")
                                        .documentSink())
                .doesNotThrowAnyException();
    }

    @Test
    void describesEveryOption() {
        ElasticsearchSinkFactory factory = new ElasticsearchSinkFactory();
        assertThat(factory.requiredOptions())
                .extracting(ConfigOption::key)
                .containsExactlyInAnyOrder("hosts", "index");
        assertThat(factory.optionalOptions())
                .allSatisfy(
                        option -> assertThat(option.description()).as(option.key()).isNotNull());
    }

    @Test
    void namesTheOptionThatIsMissing() {
        assertInvalid(TABLE.without("hosts"), "hosts");
        assertInvalid(TABLE.without("index"), "index");
        assertInvalid(TABLE.with("index", " "), "The option 'index' is empty");
        assertInvalid(TABLE.with("hosts", ""), "The option 'hosts' is empty");
    }

    @Test
    void namesTheOptionThatDoesNotExist() {
        assertInvalid(TABLE.with("sink.bulk-flush.max-action", "1"), "sink.bulk-flush.max-action");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:9200",
                "localhost",
                "http://localhost",
                "ftp://localhost:9200",
                "http://localhost:9200/path",
                "http://localhost:9200?a=b",
                "http://local host:9200",
                "http://:9200",
                "http:9200"
            })
    void saysHowAHostIsWritten(String host) {
        assertInvalid(
                TABLE.with("hosts", "http://localhost:9200;" + host),
                "The option 'hosts' holds '" + host + "'",
                "http://host:port");
    }

    @Test
    void doesNotPrintThePasswordOfAHost() {
        assertThatThrownBy(
                        () ->
                                TABLE.with("hosts", "http://user:secret@localhost:9200")
                                        .documentSink())
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("'username' and 'password'")
                .hasMessageNotContaining("secret");
    }

    @Test
    void doesNotPrintThePassword() {
        Configuration options = new Configuration();
        options.setString("hosts", "http://localhost:9200");
        options.setString("index", "products");
        options.setString("username", "millrace");
        options.setString("password", "secret");

        assertThat(ElasticsearchSinkTable.of(options).toString())
                .contains("millrace")
                .doesNotContain("secret");
    }

    @Test
    void wantsAUserWithAPassword() {
        assertInvalid(TABLE.with("username", "millrace"), "'username' and 'password'");
        assertInvalid(TABLE.with("password", "secret"), "'username' and 'password'");
    }

    @Test
    void namesTheNumbersThatAreTooSmall() {
        assertInvalid(
                TABLE.with("sink.bulk-flush.max-actions", "0"),
                "The option 'sink.bulk-flush.max-actions' is 0; it must be at least 1");
        assertInvalid(TABLE.with("sink.requests.max-inflight", "0"), "must be at least 1");
        assertInvalid(TABLE.with("sink.bulk-flush.max-size", "0"), "more than 0 bytes");
        assertInvalid(TABLE.with("sink.bulk-flush.interval", "0 s"), "must be at least 1 ms");
    }

    @Test
    void takesRowsOnlyWithColumns() {
        assertThatThrownBy(TABLE::rowSink)
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("has no columns")
                .hasMessageContaining("INSERT INTO");
        assertThat(
                        TABLE.withColumns(Column.physical("n", DataTypes.INT()))
                                .rowSink()
                                .getChangelogMode(ChangelogMode.all()))
                .isEqualTo(ChangelogMode.insertOnly());
    }

    @Test
    void refusesColumnsThatNoFieldCanBeCastTo() {
        assertInvalid(
                TABLE.withColumns(Column.physical("often", DataTypes.MULTISET(DataTypes.STRING()))),
                "'often'");
    }

    private static void assertInvalid(SinkTable table, String... messages) {
        assertThatThrownBy(table::documentSink)
                .isInstanceOf(ValidationException.class)
                .satisfies(failure -> assertThat(failure.getMessage()).contains(messages));
    }
}
