package io.millrace.udf.value;

import io.millrace.udf.sql.SqlFunction;
import io.millrace.udf.sql.SqlFunction.Example;
import javax.annotation.Nullable;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.types.Row;

/** {@code GEO_POINT}. */
@SqlFunction(
        name = "GEO_POINT",
        arguments = "lat, lon",
        description =
                "A `ROW<lat DOUBLE, lon DOUBLE>`, which a `geo_point` of Elasticsearch takes. NULL if"
                        + " either is NULL. For Typesense write `ARRAY[lat, lon]`.",
        examples = @Example(call = "GEO_POINT(52.52, 13.405)", result = "(52.52, 13.405)"))
public final class GeoPointFunction extends ScalarFunction {
    private static final long serialVersionUID = 1L;

    /**
     * @param lat degrees north, from -90 to 90
     * @param lon degrees east, from -180 to 180
     * @throws IllegalArgumentException if one is beyond its range
     */
    @Nullable
    @DataTypeHint("ROW<lat DOUBLE, lon DOUBLE>")
    public Row eval(@Nullable Double lat, @Nullable Double lon) {
        if (lat == null || lon == null) {
            return null;
        }
        return Row.of(within(90, "latitude", lat), within(180, "longitude", lon));
    }

    private static double within(int limit, String name, double degrees) {
        // NaN is not within either.
        if (!(Math.abs(degrees) <= limit)) {
            throw new IllegalArgumentException(
                    "GEO_POINT: "
                            + degrees
                            + " is no "
                            + name
                            + ", which is from -"
                            + limit
                            + " to "
                            + limit);
        }
        return degrees;
    }
}
