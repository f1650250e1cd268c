package io.millrace.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VariablesTest {
    private static final Place PLACE = new Place("p.yaml", 3);

    private final Variables variables =
            new Variables(Map.of("HOST", "db1", "EMPTY", "", "TRICKY", "${HOST} \\1 $1"));
    private final Problems problems = new Problems();

    @ParameterizedTest
    @CsvSource({
        "plain $ text {}, plain $ text {}",
        "${HOST}, db1",
        "a${HOST}b${HOST}c, adb1bdb1c",
        "${HOST:-other}, db1",
        "${NONE:-other}, other",
        "${NONE:-http://x:1/y-z}, http://x:1/y-z",
        "${EMPTY:-other}, other",
        "a${EMPTY}b, ab",
        "a${NONE:-}b, ab",
        "$${HOST}, ${HOST}",
        "$$${HOST}, $${HOST}",
        "$HOST, $HOST",
        "${TRICKY}, ${HOST} \\1 $1",
    })
    void replacesVariables(String text, String expected) {
        assertThat(variables.replace(text, PLACE, problems)).contains(expected);
        problems.refuseIfAny();
    }

    @Test
    void namesEveryVariableThatIsNotSet() {
        assertThat(variables.replace("${A} ${HOST} ${B}", PLACE, problems)).isEmpty();
        assertThatThrownBy(problems::refuseIfAny)
                .hasMessage(
                        """
                        p.yaml:3: the environment variable A is not set. Set it, or write a default: ${A:-default}.
                        p.yaml:3: the environment variable B is not set. Set it, or write a default: ${B:-default}.""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"${", "${}", "${HOST", "${1A}", "${A B}", "${A:?no}", "${A:-${HOST}}"})
    void refusesWhatOnlyBeginsLikeAVariable(String text) {
        assertThat(variables.replace(text, PLACE, problems)).isEmpty();
        assertThatThrownBy(problems::refuseIfAny)
                .hasMessageStartingWith(
                        "p.yaml:3: '${' does not begin a variable."
                                + " Write ${NAME} or ${NAME:-default}; for '${' itself write '$${'.");
    }
}
