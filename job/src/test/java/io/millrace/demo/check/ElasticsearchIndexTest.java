package io.millrace.demo.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ElasticsearchIndexTest {
    private final FakeElasticsearch elasticsearch = new FakeElasticsearch();
    private final ElasticsearchIndex index =
            new ElasticsearchIndex(elasticsearch.url(), "products");

    ElasticsearchIndexTest() throws IOException {}

    @AfterEach
    void stop() {
        elasticsearch.close();
    }

    @Test
    void readsEveryDocumentOnceAndClearsItsSearch() throws Exception {
        Set<String> expected = new HashSet<>();
        for (int i = 0; i < 2500; i++) {
            elasticsearch.put("id" + i, "{\"n\": " + i + "}");
            expected.add("id" + i + "={\"n\":" + i + "}");
        }
        Set<String> read = new HashSet<>();
        index.forEach((id, document) -> assertThat(read.add(id + "=" + document)).isTrue());
        assertThat(read).isEqualTo(expected);
        assertThat(index.count()).isEqualTo(2500);
        assertThat(elasticsearch.openScrolls()).isZero();
    }

    @Test
    void readsAFieldOfThoseDocumentsThatAreThere() throws Exception {
        elasticsearch.put("1", "{\"a\": 1.50}");
        elasticsearch.put("2", "{}");
        assertThat(index.field(List.of("1", "2", "3"), "a").toString()).isEqualTo("{1=1.50, 2=}");
    }

    @Test
    void anAbsentIndexHoldsNothing() throws Exception {
        elasticsearch.answerWith(404);
        assertThat(index.count()).isZero();
        assertThat(index.field(List.of("1"), "a")).isEmpty();
        index.forEach((id, document) -> assertThat(id).as("a document of nothing").isNull());
    }

    @Test
    void waitsForTheShardsOfAnIndexThatWasJustCreated() throws Exception {
        elasticsearch.put("1", "{}");
        elasticsearch.answerNextWith(503, 2);
        assertThat(index.count()).isEqualTo(1);
        assertThat(index.field(List.of("1"), "a").toString()).isEqualTo("{1=}");
    }

    @Test
    void tellsWhatElasticsearchSaysWhenItRefuses() {
        elasticsearch.answerWith(500);
        assertThatThrownBy(index::count)
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "POST %s/products/_refresh was answered by 500: {\"error\":\"down\"}",
                        elasticsearch.url());
    }
}
