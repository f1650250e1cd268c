package io.millrace.flow.row;

import io.millrace.change.JsonBuffer;
import io.millrace.postgres.Column;
import io.millrace.postgres.Table;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.RowType;

/**
 * The columns of a {@link ChangeRow}: the table's in their order, then {@link #META_BEGIN}, the
 * {@link MetaColumn}s, and {@link #META_END}. A column of the table hides a meta column of its
 * name.
 *
 * <p>The two marks hold nothing. A {@code *} takes them along, which tells what of a select list it
 * stands for.
 */
public final class RowSchema implements Serializable {
    private static final long serialVersionUID = 1L;

    public static final String META_BEGIN = "$meta";
    public static final String META_END = "$end";

    private final List<String> names;
    private final List<ColumnType> types;
    private final List<MetaColumn> meta;

    private RowSchema(List<String> names, List<ColumnType> types, List<MetaColumn> meta) {
        this.names = names;
        this.types = types;
        this.meta = meta;
    }

    public static RowSchema of(Table table) {
        List<String> names = new ArrayList<>();
        List<ColumnType> types = new ArrayList<>();
        for (Column column : table.columns()) {
            names.add(column.name());
            types.add(ColumnType.of(column));
        }
        List<MetaColumn> meta = new ArrayList<>();
        for (MetaColumn column : MetaColumn.values()) {
            if (!names.contains(column.columnName())) {
                meta.add(column);
            }
        }
        return new RowSchema(List.copyOf(names), List.copyOf(types), List.copyOf(meta));
    }

    /** All that fragments may use. */
    public List<String> usableNames() {
        List<String> usable = new ArrayList<>(names);
        meta.forEach(column -> usable.add(column.columnName()));
        return usable;
    }

    /** As the planner is to see it. */
    public RowType rowType() {
        List<RowType.RowField> fields = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            fields.add(new RowType.RowField(names.get(i), types.get(i).logicalType()));
        }
        fields.add(new RowType.RowField(META_BEGIN, new IntType()));
        meta.forEach(
                column -> fields.add(new RowType.RowField(column.columnName(), column.type())));
        fields.add(new RowType.RowField(META_END, new IntType()));
        return new RowType(fields);
    }

    int tableColumns() {
        return names.size();
    }

    int arity() {
        return names.size() + meta.size() + 2;
    }

    String name(int column) {
        return names.get(column);
    }

    ColumnType type(int column) {
        return types.get(column);
    }

    boolean isMeta(int column) {
        return column > names.size() && column <= names.size() + meta.size();
    }

    MetaColumn meta(int column) {
        return meta.get(column - names.size() - 1);
    }

    /** The names of the table's columns as they stand between the quotes of JSON. */
    byte[][] escapedNames() {
        byte[][] escaped = new byte[names.size()][];
        JsonBuffer buffer = new JsonBuffer();
        for (int i = 0; i < escaped.length; i++) {
            byte[] name = names.get(i).getBytes(StandardCharsets.UTF_8);
            buffer.clear();
            buffer.appendString(name, 0, name.length);
            byte[] quoted = buffer.toJson().utf8();
            escaped[i] = java.util.Arrays.copyOfRange(quoted, 1, quoted.length - 1);
        }
        return escaped;
    }
}
