package io.millrace.flow;

import io.millrace.flow.json.ValueWriters;
import io.millrace.flow.row.RowSchema;
import io.millrace.flow.sql.Select;
import java.io.Serializable;
import java.util.List;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;

/** A field of a flow's documents. */
public record DocumentField(String name, Form form) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** What its JSON is, unless it is null. */
    public enum Form {
        /** A text, a number or a truth value. */
        VALUE,
        LIST,
        OBJECT,
        /** Not known beforehand. */
        ANY
    }

    /** Of records as they are. */
    static List<DocumentField> of(RowSchema record) {
        return record.rowType().getFields().stream()
                .takeWhile(field -> !field.getName().equals(RowSchema.META_BEGIN))
                .map(field -> passed(field.getName(), field.getType()))
                .toList();
    }

    /** Of what a select list gives. */
    static List<DocumentField> of(Select select, RowSchema record) {
        List<LogicalType> columns = record.rowType().getChildren();
        return select.outputs().stream()
                .map(
                        output ->
                                output instanceof Select.Computed computed
                                        ? computed(output.name(), select.type(computed))
                                        : passed(
                                                output.name(),
                                                columns.get(((Select.Passed) output).column())))
                .toList();
    }

    /** Of a value that a fragment has computed. */
    private static DocumentField computed(String name, LogicalType type) {
        return new DocumentField(name, ValueWriters.isJson(type) ? Form.ANY : form(type));
    }

    /** Of a column of the record, as it is: what is a string to SQL may be any JSON. */
    private static DocumentField passed(String name, LogicalType type) {
        boolean isText = type.is(LogicalTypeFamily.CHARACTER_STRING);
        return new DocumentField(name, isText ? Form.ANY : form(type));
    }

    private static Form form(LogicalType type) {
        return switch (type.getTypeRoot()) {
            case ARRAY -> Form.LIST;
            case MAP, ROW, STRUCTURED_TYPE -> Form.OBJECT;
            case DISTINCT_TYPE, NULL -> Form.ANY;
            default -> Form.VALUE;
        };
    }
}
