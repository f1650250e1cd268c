package io.millrace.udf.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.udf.Document;
import io.millrace.udf.FunctionOptions;
import io.millrace.udf.OptionException;
import io.millrace.udf.SampleChange;
import io.millrace.udf.TransformFunction;
import io.millrace.udf.json.JsonText;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransformsTest {
    private static final String RECORD =
            "{'id':7,'price':9.90,'card':'4111111111111111','tags':{'color':'red','size':null}}";

    @Test
    void pickLeavesTheNamedFields() throws Exception {
        assertThat(transformed(new Pick(), Map.of("fields", List.of("id", "tags.color"))))
                .isEqualTo("{'id':7,'tags':{'color':'red'}}");
    }

    @Test
    void omitLeavesTheOthers() throws Exception {
        assertThat(transformed(new Omit(), Map.of("fields", List.of("card", "tags.size"))))
                .isEqualTo("{'id':7,'price':9.90,'tags':{'color':'red'}}");
    }

    @Test
    void renameGivesOtherNames() throws Exception {
        assertThat(transformed(new Rename(), Map.of("fields", Map.of("tags", "attributes"))))
                .isEqualTo(RECORD.replace("tags", "attributes"));
    }

    @Test
    void flattenTakesADotUnlessToldOtherwise() throws Exception {
        String flat =
                "{'id':7,'price':9.90,'card':'4111111111111111','tags.color':'red',"
                        + "'tags.size':null}";

        assertThat(transformed(new Flatten(), Map.of())).isEqualTo(flat);
        assertThat(transformed(new Flatten(), Map.of("separator", "_")))
                .isEqualTo(flat.replace("tags.", "tags_"));
    }

    @Test
    void maskHidesTextsAndWhateverElseItIsPointedAt() throws Exception {
        assertThat(
                        transformed(
                                new Mask(),
                                Map.of(
                                        "fields",
                                        List.of("card", "price", "tags.color", "none", "id.none"),
                                        "last",
                                        4)))
                .isEqualTo(
                        "{'id':7,'price':null,'card':'************1111',"
                                + "'tags':{'color':'***','size':null}}");
    }

    @Test
    void maskShowsNoNegativeNumberOfCharacters() {
        assertThatThrownBy(
                        () ->
                                new Mask()
                                        .open(
                                                FunctionOptions.of(
                                                        Map.of("fields", "card", "first", -1))))
                .isInstanceOf(OptionException.class)
                .hasMessage(
                        "the option 'first' of Mask is negative: -1. It is how many characters to"
                                + " show.");
    }

    @ParameterizedTest
    @ValueSource(classes = {Pick.class, Omit.class, Rename.class, Mask.class})
    void fieldsMustBeNamed(Class<? extends TransformFunction> transform) {
        assertThatThrownBy(
                        () ->
                                transform
                                        .getConstructor()
                                        .newInstance()
                                        .open(FunctionOptions.of(Map.of())))
                .isInstanceOf(OptionException.class)
                .hasMessageStartingWith("the option 'fields' of the function is missing.");
    }

    private static String transformed(TransformFunction transform, Map<String, Object> options)
            throws Exception {
        FunctionOptions given = FunctionOptions.of(options);
        transform.open(given);
        List<Document> documents = transform.transform(SampleChange.insert(RECORD));
        transform.close();
        assertThat(given.unasked()).isEmpty();
        assertThat(documents).hasSize(1);
        return JsonText.text(documents.get(0).content()).replace('"', '\'');
    }
}
