package io.millrace.udf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.udf.json.JsonText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DocumentTest {
    @Test
    void isMadeOfTheValuesOfJava() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("text", new StringBuilder("a"));
        fields.put("integer", 7);
        fields.put("big", new BigInteger("12345678901234567890"));
        fields.put("exact", new BigDecimal("9.90"));
        fields.put("float", 0.1f);
        fields.put("flag", true);
        fields.put("none", null);
        fields.put("day", LocalDate.of(2026, 1, 2));
        fields.put("instant", Instant.EPOCH);
        fields.put("uuid", new UUID(0, 1));
        fields.put("enum", DayOfWeek.MONDAY);
        fields.put("list", Arrays.asList(1, null, Map.of("a", List.of())));
        fields.put("array", new String[] {"a"});
        fields.put("node", JsonText.parse("[1.0]"));

        assertThat(JsonText.text(Document.of(fields).content()))
                .isEqualTo(
                        "{\"text\":\"a\",\"integer\":7,\"big\":12345678901234567890,\"exact\":9.90,"
                                + "\"float\":0.1,\"flag\":true,\"none\":null,\"day\":\"2026-01-02\","
                                + "\"instant\":\"1970-01-01T00:00:00Z\","
                                + "\"uuid\":\"00000000-0000-0000-0000-000000000001\","
                                + "\"enum\":\"MONDAY\",\"list\":[1,null,{\"a\":[]}],"
                                + "\"array\":[\"a\"],\"node\":[1.0]}");
    }

    @Test
    void namesTheFieldThatHasNoFormInJson() {
        assertThatThrownBy(() -> Document.of(Map.of("a", Map.of("b", List.of(1, new Object())))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The field 'a.b[1]' is a java.lang.Object, which has no");
        assertThatThrownBy(() -> Document.of(Map.of("a", Double.NaN)))
                .hasMessage("The field 'a' is NaN, which is no number in JSON.");
    }

    @Test
    void hasTheFlowsIdAndRouteUnlessItNamesItsOwn() {
        Document document = Document.of(Map.of());

        assertThat(document.id()).isNull();
        assertThat(document.route()).isNull();
        assertThat(document.withRoute("b").withId("a"))
                .isEqualTo(new Document(document.content(), "a", "b"));
        assertThatThrownBy(() -> document.withId("")).hasMessageStartingWith("A document's id is");
    }
}
