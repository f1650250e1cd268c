package io.millrace.udf.json;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.udf.sql.SqlFunction;
import io.millrace.udf.sql.SqlFunction.Example;
import javax.annotation.Nullable;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.inference.InputTypeStrategies;
import org.apache.flink.table.types.inference.InputTypeStrategy;

/** {@code RANGE_BOUNDS}. */
@SqlFunction(
        name = "RANGE_BOUNDS",
        arguments = "range",
        description =
                "JSON of the bounds of a Postgres range, as the range types of Elasticsearch take"
                        + " them. A bound that is infinite is left out; an empty range is NULL.",
        examples = {
            @Example(
                    call = "RANGE_BOUNDS('[2026-01-01,2026-02-01)')",
                    result = "{\"gte\":\"2026-01-01\",\"lt\":\"2026-02-01\"}"),
            @Example(call = "RANGE_BOUNDS('(5,)')", result = "{\"gt\":\"5\"}")
        })
public final class RangeBoundsFunction extends JsonFunction {
    private static final long serialVersionUID = 1L;

    @Override
    InputTypeStrategy arguments() {
        return InputTypeStrategies.sequence(InputTypeStrategies.explicit(DataTypes.STRING()));
    }

    /**
     * @param range as Postgres writes it
     * @throws IllegalArgumentException if it is not a range
     */
    @Nullable
    public RowData eval(@Nullable String range) {
        if (range == null || range.equals("empty")) {
            return null;
        }
        RangeText text = new RangeText(range);
        ObjectNode bounds = JsonNodeFactory.instance.objectNode();
        boolean inclusive = text.next("[(") == '[';
        String lower = text.bound();
        if (lower != null) {
            bounds.put(inclusive ? "gte" : "gt", lower);
        }
        text.next(",");
        String upper = text.bound();
        inclusive = text.next("])") == ']';
        if (upper != null) {
            bounds.put(inclusive ? "lte" : "lt", upper);
        }
        text.end();
        return json(bounds);
    }
}
