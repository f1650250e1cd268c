package io.millrace.backfill.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuestionMarksTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "a > 1; a > 1",
                "tags ? 'a'; tags ?? 'a'",
                "tags ?| '{a?}' OR b ? 'c''?'; tags ??| '{a?}' OR b ?? 'c''?'",
                "\"a?\" ? $$b?$$; \"a?\" ?? $$b?$$",
                "a ? b /* ? */ -- ?; a ?? b /* ? */ -- ?",
                "a = 'open ?; a = 'open ?",
                "a - b / c ? d; a - b / c ?? d",
            })
    void areDoubledWhereTheyAreOperators(String sql, String doubled) {
        assertThat(QuestionMarks.doubled(sql)).isEqualTo(doubled);
    }
}
