package io.millrace.udf.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.udf.sql.SqlFunction;
import javax.annotation.Nullable;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.inference.ArgumentTypeStrategy;
import org.apache.flink.table.types.inference.InputTypeStrategies;
import org.apache.flink.table.types.inference.InputTypeStrategy;
import org.apache.flink.table.types.inference.TypeInference;
import org.apache.flink.table.types.inference.TypeStrategies;

/** A function over JSON: text, or what another such function has made. */
abstract class JsonFunction extends ScalarFunction {
    private static final long serialVersionUID = 1L;

    static final ArgumentTypeStrategy JSON = new JsonArgument();
    static final ArgumentTypeStrategy TEXT = InputTypeStrategies.explicit(DataTypes.STRING());

    /** What it takes; the JSON alone unless told otherwise. */
    InputTypeStrategy arguments() {
        return InputTypeStrategies.sequence(JSON);
    }

    /** What it gives; JSON unless told otherwise. */
    DataType result() {
        return JsonArgument.TYPE;
    }

    @Override
    public final TypeInference getTypeInference(DataTypeFactory types) {
        return TypeInference.newBuilder()
                .inputTypeStrategy(arguments())
                .outputTypeStrategy(TypeStrategies.explicit(result()))
                .build();
    }

    /**
     * @param argument a text, or a row of one
     */
    @Nullable
    static String text(@Nullable Object argument) {
        return argument instanceof RowData row
                ? row.isNullAt(0) ? null : row.getString(0).toString()
                : (String) argument;
    }

    /**
     * @param argument a text, or a row of one
     * @return null for null
     * @throws IllegalArgumentException if it is not JSON
     */
    @Nullable
    final JsonNode parse(@Nullable Object argument) {
        String text = text(argument);
        try {
            return text == null ? null : JsonText.parse(text);
        } catch (IllegalArgumentException e) {
            throw named(e);
        }
    }

    /** The failure, with this function's name. */
    final IllegalArgumentException named(IllegalArgumentException e) {
        String name = getClass().getAnnotation(SqlFunction.class).name();
        return new IllegalArgumentException(name + ": " + e.getMessage(), e);
    }

    static RowData json(String text) {
        return GenericRowData.of(StringData.fromString(text));
    }

    static RowData json(JsonNode node) {
        return json(JsonText.text(node));
    }
}
