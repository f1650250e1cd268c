package io.millrace.udf.value;

import io.millrace.udf.sql.SqlFunction;
import io.millrace.udf.sql.SqlFunction.Example;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import javax.annotation.Nullable;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.functions.ScalarFunction;

/** {@code TO_EPOCH_MILLIS}. */
@SqlFunction(
        name = "TO_EPOCH_MILLIS",
        arguments = "time",
        description =
                "Milliseconds since 1970 of a `TIMESTAMP_LTZ`, or of a `TIMESTAMP` or `DATE` in UTC."
                        + " Typesense sorts and filters times as numbers.",
        examples = {
            @Example(
                    call = "TO_EPOCH_MILLIS(TIMESTAMP '2026-01-02 03:04:05.678')",
                    result = "1767323045678"),
            @Example(call = "TO_EPOCH_MILLIS(DATE '2026-01-02') / 1000", result = "1767312000")
        })
public final class ToEpochMillisFunction extends ScalarFunction {
    private static final long serialVersionUID = 1L;

    /**
     * @return null for null; what is finer than a millisecond is cut off towards the past
     */
    @Nullable
    public Long eval(@Nullable @DataTypeHint("TIMESTAMP_LTZ(9)") Instant time) {
        return time == null ? null : (Long) time.toEpochMilli();
    }

    @Nullable
    public Long eval(@Nullable @DataTypeHint("TIMESTAMP(9)") LocalDateTime time) {
        return time == null ? null : eval(time.toInstant(ZoneOffset.UTC));
    }

    @Nullable
    public Long eval(@Nullable LocalDate day) {
        return day == null ? null : eval(day.atStartOfDay());
    }
}
