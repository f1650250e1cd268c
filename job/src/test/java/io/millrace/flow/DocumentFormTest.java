package io.millrace.flow;

import static io.millrace.flow.Changes.insert;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the values of a transform look like in its document. */
class DocumentFormTest {
    private static final String RECORD =
            "{\"id\": 1, \"name\": \"{\\\"not\\\": \\\"json\\\"}\", \"sku\": \"x1\", \"price\": 1.50,"
                    + " \"amount\": 12.5, \"stock\": 3, \"weight\": 0.1, \"in_stock\": true,"
                    + " \"doc\": {\"a\": [1.50, 2]}, \"tags\": [\"a\", null], \"created_at\":"
                    + " \"2026-01-01T10:00:00+00:00\", \"day\": \"2026-01-01\"}";

    private static StreamTableEnvironment environment;

    @BeforeAll
    static void start() {
        environment =
                StreamTableEnvironment.create(StreamExecutionEnvironment.getExecutionEnvironment());
        environment.executeSql("CREATE FUNCTION as_json AS '" + Probe.AsJson.class.getName() + "'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '~',
            value = {
                "stock + 1 => 4",
                "CAST(stock AS TINYINT) => 3",
                "CAST(stock AS BIGINT) * 10000000000 => 30000000000",
                "stock > 1 => true",
                "weight * 3 => 0.30000000000000004",
                "weight * 1e20 => 10000000000000000000",
                "weight / 1e10 => 0.000000000010000000000000001",
                "weight - 0.1 => 0",
                "weight * 10 => 1",
                "CAST(weight AS FLOAT) => 0.1",
                "price * 2 => 3.00",
                "amount + 1 => 13.5",
                "amount * 100 => 1250",
                "CAST(amount AS DECIMAL(10, 3)) => 12.500",
                "name || '' => \"{\\\"not\\\": \\\"json\\\"}\"",
                "'it''s \"q\" \\' => \"it's \\\"q\\\" \\\\\"",
                "CAST(NULL AS STRING) => null",
                "CASE WHEN id > 0 THEN doc END => {\"a\": [1.50, 2]}",
                "COALESCE(doc, 'none') => {\"a\": [1.50, 2]}",
                "CASE WHEN id > 0 THEN name END => \"{\\\"not\\\": \\\"json\\\"}\"",
                "JSON_QUERY(doc, '$.a') => \"[1.5,2]\"",
                "as_json(doc) => {\"a\": [1.50, 2]}",
                "as_json('[1, \"x\"]') => [1, \"x\"]",
                "as_json(CAST(NULL AS STRING)) => null",
                "CAST(ROW(id, as_json(doc), name) AS ROW<id INT, doc ROW<`$json` STRING>, name STRING>) => {\"id\":1,\"doc\":{\"a\": [1.50, 2]},\"name\":\"{\\\"not\\\": \\\"json\\\"}\"}",
                "ARRAY[sku, 'y', name] => [\"x1\",\"y\",\"{\\\"not\\\": \\\"json\\\"}\"]",
                "ARRAY[id, stock] => [1,3]",
                "ARRAY[ARRAY[id]] => [[1]]",
                "ARRAY[price, amount] => [1.5,12.5]",
                "MAP[sku, stock] => {\"x1\":3}",
                "CASE WHEN id > 0 THEN tags END => [\"a\",null]",
                "tags[1] => \"a\"",
                "CARDINALITY(tags) => 2",
                "`day` + INTERVAL '1' DAY => \"2026-01-02\"",
                "CAST('0044-03-15' AS DATE) => \"0044-03-15\"",
                "CAST(created_at AS TIMESTAMP(6)) => \"2026-01-01T10:00:00\"",
                "created_at + INTERVAL '1.5' SECOND => \"2026-01-01T10:00:01.5+00:00\"",
                "CAST(created_at AS STRING) => \"2026-01-01 10:00:00.000000\"",
                "CAST('12:30:00' AS TIME) => \"12:30:00\"",
                "x'00ff' => \"\\\\x00ff\"",
            })
    void aValueIsWrittenAsPostgresWould(String expression, String json) throws Exception {
        try (TestOperator flow =
                new TestFlow(environment).transform(expression + " AS v").open(Changes.TABLE)) {
            assertThat(flow.document(insert(RECORD))).isEqualTo("{\"v\":" + json + "}");
        }
    }

    @Test
    void textThatIsToBeJsonAndIsNoneFailsTheChange() throws Exception {
        try (TestOperator flow =
                new TestFlow(environment)
                        .transform("id, as_json(sku) AS doc")
                        .open(Changes.TABLE)) {
            assertThat(flow.process(insert(RECORD))).isEmpty();
            assertThat(flow.failures())
                    .isEqualTo(
                            List.of(
                                    "transform: 'doc' cannot be written: it is no JSON, at byte 0"));
        }
    }
}
