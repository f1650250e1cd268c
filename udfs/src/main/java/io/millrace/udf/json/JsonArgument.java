package io.millrace.udf.json;

import java.util.List;
import java.util.Optional;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.functions.FunctionDefinition;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.inference.ArgumentTypeStrategy;
import org.apache.flink.table.types.inference.CallContext;
import org.apache.flink.table.types.inference.Signature.Argument;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;

/**
 * An argument that is JSON: a text, or what another of these functions has made.
 *
 * <p>JSON is the type {@code ROW<`$json` STRING>}, by which documents know that it is not a text.
 */
final class JsonArgument implements ArgumentTypeStrategy {
    /** What a function returns that makes JSON. */
    static final DataType TYPE =
            DataTypes.ROW(DataTypes.FIELD("$json", DataTypes.STRING())).bridgedTo(RowData.class);

    private static final List<String> FIELDS = List.of("$json");

    @Override
    public Optional<DataType> inferArgumentType(
            CallContext call, int position, boolean throwOnFailure) {
        LogicalType actual = call.getArgumentDataTypes().get(position).getLogicalType();
        if (actual.is(LogicalTypeFamily.CHARACTER_STRING) || actual.is(LogicalTypeRoot.NULL)) {
            return Optional.of(DataTypes.STRING());
        }
        if (actual instanceof RowType row && row.getFieldNames().equals(FIELDS)) {
            return Optional.of(TYPE);
        }
        return call.fail(
                throwOnFailure,
                "Argument %s must be JSON: a STRING, or what a JSON function has made. But it is"
                        + " %s; JSON_STRING makes JSON of it.",
                position + 1,
                actual.asSummaryString());
    }

    @Override
    public Argument getExpectedArgument(FunctionDefinition definition, int position) {
        return Argument.ofGroup("JSON");
    }
}
