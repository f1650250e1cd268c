package io.millrace.source.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompositeWriterTest {
    private static final Field NUMBER = new Field("n", ScalarWriter.NUMERIC);
    private static final Field TEXT = new Field("the \"t\"", ScalarWriter.TEXT);

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "(1,a); {\"n\":1,\"the \\\"t\\\"\":\"a\"}",
                "(,); {\"n\":null,\"the \\\"t\\\"\":null}",
                "(1,\"\"); {\"n\":1,\"the \\\"t\\\"\":\"\"}",
                "(1,\"a, \"\"b\"\" \\\\ (c)\"); {\"n\":1,\"the \\\"t\\\"\":\"a, \\\"b\\\" \\\\ (c)\"}",
                "(1,\"\"\"\"); {\"n\":1,\"the \\\"t\\\"\":\"\\\"\"}",
                "(1,\"\\\\\"); {\"n\":1,\"the \\\"t\\\"\":\"\\\\\"}",
                "(\"NaN\",\"\\\"\"); {\"n\":\"NaN\",\"the \\\"t\\\"\":\"\\\"\"}",
            })
    void isAnObjectOfItsAttributes(String literal, String json) throws Exception {
        CompositeWriter writer = new CompositeWriter(() -> List.of(NUMBER, TEXT));

        assertThat(Written.by(writer, literal)).isEqualTo(json);
        assertThat(Written.by(writer, literal)).isEqualTo(json);
    }

    @Test
    void withoutAttributesItIsAnEmptyObject() throws Exception {
        assertThat(Written.by(new CompositeWriter(List::of), "()")).isEqualTo("{}");
    }

    @Test
    void eachRowHasTheAttributesOfItsTime() throws Exception {
        Queue<List<Field>> versions =
                new ArrayDeque<>(List.of(List.of(NUMBER), List.of(TEXT), List.of(NUMBER, TEXT)));
        CompositeWriter writer = new CompositeWriter(versions::remove);

        assertThat(Written.by(writer, "(1)")).isEqualTo("{\"n\":1}");
        assertThat(Written.by(writer, "(1)")).isEqualTo("{\"the \\\"t\\\"\":\"1\"}");
        assertThat(Written.by(writer, "(1,\"a,b\")"))
                .isEqualTo("{\"n\":1,\"the \\\"t\\\"\":\"a,b\"}");
    }

    @Test
    void aRowOfAFormerTimeHasTheAttributesThatWereSeenThen() throws Exception {
        Queue<List<Field>> versions =
                new ArrayDeque<>(List.of(List.of(NUMBER, TEXT), List.of(TEXT), List.of(TEXT)));
        CompositeWriter writer = new CompositeWriter(versions::remove);

        assertThat(Written.by(writer, "(1,a)")).isEqualTo("{\"n\":1,\"the \\\"t\\\"\":\"a\"}");
        assertThat(Written.by(writer, "(b)")).isEqualTo("{\"the \\\"t\\\"\":\"b\"}");
        assertThat(Written.by(writer, "(1,a)")).isEqualTo("{\"n\":1,\"the \\\"t\\\"\":\"a\"}");
    }

    @Test
    void aRowLacksWhatWasAddedSince() throws Exception {
        CompositeWriter writer = new CompositeWriter(() -> List.of(NUMBER, TEXT));

        assertThat(Written.by(writer, "(1)")).isEqualTo("{\"n\":1}");
    }

    @Test
    void aRowThatDoesNotFitTheTypeIsRefused() throws Exception {
        CompositeWriter writer = new CompositeWriter(() -> List.of(NUMBER, TEXT));

        assertThatThrownBy(() -> Written.by(writer, "(1,a,b)"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The row has 3 values, and its type 2 attributes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {"``; 0", "1,a; 0", "(1,a; 0", "(1,\"a\"b); 3", "(1,\"a); 3"})
    void anythingElseIsRefusedWithThePlace(String literal, int position) throws Exception {
        CompositeWriter writer = new CompositeWriter(() -> List.of(NUMBER, TEXT));

        assertThatThrownBy(() -> Written.by(writer, literal))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Not a row of Postgres's, at byte " + position);
    }
}
