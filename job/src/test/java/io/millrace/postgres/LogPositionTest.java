package io.millrace.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.change.Lsn;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogPositionTest {
    @ParameterizedTest(name = "{0} → {1}: {2}")
    @CsvSource({
        "0/1234568, 0/1234567, within a page",
        "0/1236018, 0/1235FFF, behind the header of a page",
        "0/2000028, 0/1FFFFFF, behind the header of a segment",
        "0/2000000, 0/1FFFFFF, where a page ends",
    })
    void theHeaderOfThePageThatComesNextIsNoPartOfTheLog(
            String insertLsn, String last, String where) {
        assertThat(Lsn.format(LogPosition.lastBefore(Lsn.parse(insertLsn)))).isEqualTo(last);
    }
}
