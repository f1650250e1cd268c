package io.millrace.flow.sql;

import io.millrace.change.JsonBuffer;
import io.millrace.flow.json.NullableWriter;
import io.millrace.flow.json.ValueWriters;
import io.millrace.flow.row.ChangeRow;
import io.millrace.flow.sql.Select.Computed;
import io.millrace.flow.sql.Select.Output;
import io.millrace.flow.sql.Select.Passed;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;

/** A {@link Select} that gives its outputs as JSON. */
public final class RunningSelect implements AutoCloseable {
    private final Select select;
    @Nullable private final RunningCalc calc;
    private final RowData.FieldGetter[] getters;
    private final NullableWriter[] writers;

    private ChangeRow row;
    private RowData computed;

    private RunningSelect(Select select, @Nullable RunningCalc calc) {
        this.select = select;
        this.calc = calc;
        List<LogicalType> types =
                select.calc() == null ? List.of() : select.calc().type().getChildren();
        this.getters = new RowData.FieldGetter[types.size()];
        this.writers = new NullableWriter[types.size()];
        for (int i = 0; i < getters.length; i++) {
            getters[i] = RowData.createFieldGetter(types.get(i), i);
            writers[i] = new NullableWriter(ValueWriters.of(types.get(i)));
        }
    }

    public static RunningSelect open(Select select, OperatorContext context) throws Exception {
        return new RunningSelect(
                select, select.calc() == null ? null : RunningCalc.open(select.calc(), context));
    }

    /**
     * Computes the outputs of another row.
     *
     * @throws Exception whatever an expression throws
     */
    public void evaluate(ChangeRow row) throws Exception {
        this.row = row;
        computed = calc == null ? null : calc.apply(row);
    }

    public int size() {
        return select.outputs().size();
    }

    public String name(int output) {
        return select.outputs().get(output).name();
    }

    /** Whether the record has what the output passes on. */
    public boolean isKnown(int output) {
        return !(select.outputs().get(output) instanceof Passed passed) || row.has(passed.column());
    }

    /**
     * Appends an output of the row that was last evaluated.
     *
     * @throws RuntimeException if the output cannot be told, for lack of a column or of a JSON form
     */
    public void append(int output, JsonBuffer json) {
        Output found = select.outputs().get(output);
        if (found instanceof Passed passed) {
            row.appendTo(json, passed.column());
        } else if (found instanceof Computed field) {
            int place = field.place();
            try {
                writers[place].write(getters[place].getFieldOrNull(computed), row, json);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "'" + found.name() + "' cannot be written: " + e.getMessage());
            }
        }
    }

    @Override
    public void close() throws Exception {
        if (calc != null) {
            calc.close();
        }
    }
}
