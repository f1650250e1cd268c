package io.millrace.source.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FragmentTest {
    @ParameterizedTest
    @ValueSource(strings = {"null", "1", "\"\"", "\"unchanged\"", "{}", "[]", "-1", " 1"})
    void jsonIsJson(String json) {
        assertThat(Fragment.isJson(json)).isTrue();
    }

    @Test
    void aValueThatTheLogLeavesOutIsNone() {
        assertThat(Fragment.isJson(Fragment.unchanged())).isFalse();
        assertThat(Fragment.reason(Fragment.unchanged()))
                .isEqualTo("the log leaves it out because it did not change");
    }

    @Test
    void aFailureIsNoneAndKeepsItsReason() {
        assertThat(Fragment.isJson(Fragment.failure("{}"))).isFalse();
        assertThat(Fragment.reason(Fragment.failure("no such date"))).isEqualTo("no such date");
    }
}
