package io.millrace.flow.sql;

import java.io.Serializable;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * A planned select list over the columns of one row.
 *
 * @param outputs what it gives, in its order
 * @param calc gives those that are computed, in their order; null if there are none
 */
public record Select(List<Output> outputs, @Nullable Calc calc) implements Serializable {
    private static final long serialVersionUID = 1L;

    public Select {
        outputs = List.copyOf(outputs);
    }

    /** The type of an output that is computed. */
    public LogicalType type(Computed output) {
        return calc.type().getTypeAt(output.place());
    }

    /** A column of what a select list gives. */
    public sealed interface Output extends Serializable {
        String name();
    }

    /**
     * A column of the row, as it stands there.
     *
     * @param column its place in the row
     */
    public record Passed(String name, int column) implements Output {}

    /**
     * @param place in the rows of the calc
     */
    public record Computed(String name, int place) implements Output {}
}
