package io.millrace.flow.json;

import io.millrace.change.JsonBuffer;
import io.millrace.flow.row.ChangeRow;
import java.util.List;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.DistinctType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.StructuredType;

/** Finds the writer for a type. */
public final class ValueWriters {
    /**
     * The name of the one field, a string, of a row that stands for the JSON in it: what a function
     * returns that makes JSON.
     */
    public static final String JSON_FIELD = "$json";

    private static final String UNNAMED_FIELD = "EXPR$";

    private ValueWriters() {}

    /**
     * @throws IllegalArgumentException if values of the type have no JSON; the message says why,
     *     and what to do
     */
    public static ValueWriter of(LogicalType type) {
        return switch (type.getTypeRoot()) {
            case CHAR, VARCHAR -> ScalarWriter.TEXT;
            case BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT -> ScalarWriter.LITERAL;
            case DECIMAL ->
                    ((DecimalType) type).getPrecision() == DecimalType.MAX_PRECISION
                            ? ScalarWriter.WIDE_DECIMAL
                            : ScalarWriter.DECIMAL;
            case FLOAT -> ScalarWriter.REAL;
            case DOUBLE -> ScalarWriter.DOUBLE;
            case DATE -> ScalarWriter.DATE;
            case TIME_WITHOUT_TIME_ZONE -> ScalarWriter.TIME;
            case TIMESTAMP_WITHOUT_TIME_ZONE -> ScalarWriter.TIMESTAMP;
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> ScalarWriter.TIMESTAMP_LTZ;
            case BINARY, VARBINARY -> ScalarWriter.BYTES;
            case ARRAY -> new ListWriter(((ArrayType) type).getElementType());
            case MAP -> map((MapType) type);
            case ROW -> row((RowType) type);
            case STRUCTURED_TYPE -> structured((StructuredType) type);
            case DISTINCT_TYPE -> of(((DistinctType) type).getSourceType());
            default ->
                    throw new IllegalArgumentException(
                            "is of the type "
                                    + type.asSummaryString()
                                    + ", which has no JSON; CAST it to another, such as STRING");
        };
    }

    private static ValueWriter map(MapType type) {
        if (!type.getKeyType().is(LogicalTypeFamily.CHARACTER_STRING)) {
            throw new IllegalArgumentException(
                    "is a map whose keys are of the type "
                            + type.getKeyType().asSummaryString()
                            + "; make them strings, as the names in a JSON object are");
        }
        return new MapWriter(type.getValueType());
    }

    private static ValueWriter row(RowType type) {
        if (isJson(type)) {
            return ValueWriters::writeJson;
        }
        if (type.getFieldNames().stream().anyMatch(name -> name.startsWith(UNNAMED_FIELD))) {
            throw new IllegalArgumentException(
                    "is a ROW without names for its fields; give them by CAST(ROW(…) AS ROW<name"
                            + " STRING, …>)");
        }
        return new RowWriter(type.getFieldNames(), type.getChildren());
    }

    private static ValueWriter structured(StructuredType type) {
        List<String> names =
                type.getAttributes().stream()
                        .map(StructuredType.StructuredAttribute::getName)
                        .toList();
        return new RowWriter(names, type.getChildren());
    }

    /** Whether a value of the type is JSON as it is, which could be any. */
    public static boolean isJson(LogicalType type) {
        return type instanceof RowType row
                && row.getFieldNames().equals(List.of(JSON_FIELD))
                && row.getTypeAt(0).is(LogicalTypeFamily.CHARACTER_STRING)
                && !row.getTypeAt(0).is(LogicalTypeRoot.NULL);
    }

    private static void writeJson(Object value, ChangeRow row, JsonBuffer json) {
        RowData text = (RowData) value;
        if (text.isNullAt(0)) {
            throw new IllegalArgumentException("it is JSON without a text");
        }
        JsonSyntax.append(text.getString(0).toBytes(), json);
    }
}
