package io.millrace.udf.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueFunctionsTest {
    @Test
    void aGeoPointHasLatitudeAndLongitude() {
        assertThat(new GeoPointFunction().eval(-90.0, 180.0)).isEqualTo(Row.of(-90.0, 180.0));
    }

    @ParameterizedTest
    @CsvSource({
        "90.1, 0, 'GEO_POINT: 90.1 is no latitude, which is from -90 to 90'",
        "NaN, 0, 'GEO_POINT: NaN is no latitude, which is from -90 to 90'",
        "0, -180.1, 'GEO_POINT: -180.1 is no longitude, which is from -180 to 180'",
    })
    void refusesWhatIsNotOnEarth(double lat, double lon, String message) {
        assertThatThrownBy(() -> new GeoPointFunction().eval(lat, lon)).hasMessage(message);
    }

    @Test
    void countsMillisecondsInUtc() {
        ToEpochMillisFunction millis = new ToEpochMillisFunction();

        assertThat(millis.eval(Instant.parse("2026-01-02T03:04:05.678999Z")))
                .isEqualTo(1767323045678L);
        assertThat(millis.eval(Instant.parse("1969-12-31T23:59:59.999999Z"))).isEqualTo(-1);
        assertThat(millis.eval(LocalDateTime.parse("1970-01-01T00:00:01"))).isEqualTo(1000);
        assertThat(millis.eval(LocalDate.parse("1970-01-02"))).isEqualTo(86_400_000);
    }
}
