package io.millrace.udf.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.flink.table.data.RowData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFunctionsTest {
    private static final String NESTED =
            "{\"id\":1.50,\"a\":{\"b\":{\"c\":2,\"d\":null},\"e\":[1]},\"x.y\":{}}";

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\": 1.50}", "[]", "\"text\"", "-0.0e-7", "null", " true "})
    void asJsonLeavesTheTextAsItIs(String text) {
        assertThat(text(new AsJsonFunction().eval(text))).isEqualTo(text);
    }

    /** A document of several lines would be several documents to Elasticsearch. */
    @Test
    void asJsonIsOneLine() {
        assertThat(text(new AsJsonFunction().eval("{\r\n  \"a\": \"b\\nc\"\n}")))
                .isEqualTo("{    \"a\": \"b\\nc\" }");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``           | the text is empty",
                "` `          | the text is empty",
                "{} {}        | More follows after the value",
                "{\"a\": 1    | Unexpected end-of-input",
                "{'a': 1}     | Unexpected character",
                "[1,]         | Unexpected character",
                "\"\\x\"      | Unrecognized character escape",
                "`\"a\nb\"`   | Illegal unquoted character",
                "01           | Invalid numeric value",
            })
    void asJsonRefusesWhatIsNone(String text, String message) {
        assertThatThrownBy(() -> new AsJsonFunction().eval(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("AS_JSON: Not JSON: ")
                .hasMessageContaining(message);
    }

    @Test
    void everyFunctionNamesItselfWhereItIsGivenNoJson() {
        assertThatThrownBy(() -> new JsonPickFunction().eval("{", "a"))
                .hasMessageStartingWith("JSON_PICK: Not JSON: ");
        assertThatThrownBy(() -> new JsonTextsFunction().eval("{"))
                .hasMessageStartingWith("JSON_TEXT: Not JSON: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "id           | {\"id\":1.50}",
                "a.b.c,a.e,id | {\"a\":{\"b\":{\"c\":2},\"e\":[1]},\"id\":1.50}",
                "a.b,a        | {\"a\":{\"b\":{\"c\":2,\"d\":null},\"e\":[1]}}",
                "a.b.d        | {\"a\":{\"b\":{\"d\":null}}}",
                "none,id.none | {}",
            })
    void pickTakesFieldsWhereTheyAre(String fields, String expected) {
        assertThat(text(new JsonPickFunction().eval(NESTED, fields.split(","))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a,x.y        | {\"id\":1.50,\"x.y\":{}}",
                "a.b.c,a.e,id | {\"a\":{\"b\":{\"d\":null}},\"x.y\":{}}",
                "none,id.none | " + NESTED,
            })
    void omitLeavesTheRest(String fields, String expected) {
        assertThat(text(new JsonOmitFunction().eval(NESTED, fields.split(","))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a,z       | {\"z\":1,\"b\":2,\"c\":3}",
                "a,b       | {\"b\":1,\"c\":3}",
                "c,a       | {\"b\":2,\"a\":3}",
                "a,b,b,a   | {\"b\":1,\"a\":2,\"c\":3}",
                "none,b    | {\"a\":1,\"b\":2,\"c\":3}",
            })
    void renameKeepsPlaces(String names, String expected) {
        assertThat(
                        text(
                                new JsonRenameFunction()
                                        .eval("{\"a\":1,\"b\":2,\"c\":3}", names.split(","))))
                .isEqualTo(expected);
    }

    @Test
    void flattenLeavesEmptyObjectsAndArrays() {
        assertThat(text(new JsonFlattenFunction().eval(NESTED)))
                .isEqualTo("{\"id\":1.50,\"a.b.c\":2,\"a.b.d\":null,\"a.e\":[1],\"x.y\":{}}");
    }

    @Test
    void anArrayIsTakenObjectByObjectAndOtherValuesStay() {
        assertThat(text(new JsonPickFunction().eval("[{\"a\":1,\"b\":2},[{\"b\":3}],4]", "b")))
                .isEqualTo("[{\"b\":2},[{\"b\":3}],4]");
        assertThat(text(new JsonFlattenFunction().eval("\"a\""))).isEqualTo("\"a\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":1}         | {\"b\":2}         | {\"a\":1,\"b\":2}",
                "{\"a\":{\"b\":1}} | {\"a\":{\"c\":2}} | {\"a\":{\"b\":1,\"c\":2}}",
                "{\"a\":{\"b\":1}} | {\"a\":null}      | {\"a\":null}",
                "{\"a\":[1]}       | {\"a\":[2]}       | {\"a\":[2]}",
                "{\"a\":1}         | 2                 | 2",
            })
    void mergeGoesFieldByField(String first, String second, String expected) {
        assertThat(text(new JsonMergeFunction().eval(first, second))).isEqualTo(expected);
    }

    @Test
    void mergePassesNullsOver() {
        assertThat(text(new JsonMergeFunction().eval(null, "{}", null))).isEqualTo("{}");
        assertThat(new JsonMergeFunction().eval(null, null)).isNull();
    }

    @Test
    void stripNullsGoesToAnyDepth() {
        assertThat(text(new JsonStripNullsFunction().eval(NESTED)))
                .isEqualTo("{\"id\":1.50,\"a\":{\"b\":{\"c\":2},\"e\":[1]},\"x.y\":{}}");
        assertThat(text(new JsonStripNullsFunction().eval("null"))).isEqualTo("null");
    }

    @Test
    void stringsAreTextsOrJson() {
        JsonStringsFunction strings = new JsonStringsFunction();

        assertThat(strings.eval("[\"a\", 1.50, {\"b\": null}, null]"))
                .containsExactly("a", "1.50", "{\"b\":null}", null);
        assertThat(strings.eval("\"a\"")).containsExactly("a");
        assertThat(strings.eval("null")).isNull();
        assertThat(strings.eval("[]")).isEmpty();
    }

    @Test
    void textHasWhatCanBeSearched() {
        assertThat(new JsonTextsFunction().eval("[\"a\", {\"b\": \"c d\", \"e\": [\"\", \"f\"]}]"))
                .isEqualTo("a c d f");
        assertThat(new JsonTextsFunction().eval("7")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[1,10)       | {\"gte\":\"1\",\"lt\":\"10\"}",
                "(1.5,2]      | {\"gt\":\"1.5\",\"lte\":\"2\"}",
                "(,5)         | {\"lt\":\"5\"}",
                "[5,)         | {\"gte\":\"5\"}",
                "(,)          | {}",
                "[\"2026-01-01 00:00:00\",\"2026-01-02 00:00:00\") |"
                        + " {\"gte\":\"2026-01-01 00:00:00\",\"lt\":\"2026-01-02 00:00:00\"}",
                "[\"a,\"\"b\\\\\",\"\"] | {\"gte\":\"a,\\\"b\\\\\",\"lte\":\"\"}",
            })
    void rangeBoundsReadsWhatPostgresWrites(String range, String expected) {
        assertThat(text(new RangeBoundsFunction().eval(range))).isEqualTo(expected);
    }

    @Test
    void anEmptyRangeHasNoBounds() {
        assertThat(new RangeBoundsFunction().eval("empty")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1,2", "[1,2", "[1]", "[1,2)3", "[1,2,3)", "{[1,2)}"})
    void rangeBoundsRefusesWhatIsNoRange(String text) {
        assertThatThrownBy(() -> new RangeBoundsFunction().eval(text))
                .hasMessage("RANGE_BOUNDS: not a range: " + text);
    }

    private static String text(RowData json) {
        return json.getString(0).toString();
    }
}
