package io.millrace.flow.sql;

import io.millrace.flow.row.ChangeRow;
import org.apache.flink.table.data.RowData;

/** A {@link Condition} that tells which rows meet it. */
public final class RunningCondition implements AutoCloseable {
    /** What SQL makes of a condition. */
    public enum Truth {
        TRUE,
        FALSE,
        UNKNOWN
    }

    private final RunningCalc calc;

    private RunningCondition(RunningCalc calc) {
        this.calc = calc;
    }

    public static RunningCondition open(Condition condition, OperatorContext context)
            throws Exception {
        return new RunningCondition(RunningCalc.open(condition.calc(), context));
    }

    /**
     * @throws Exception whatever the condition throws
     */
    public Truth test(ChangeRow row) throws Exception {
        RowData result = calc.apply(row);
        if (result.isNullAt(0)) {
            return Truth.UNKNOWN;
        }
        return result.getBoolean(0) ? Truth.TRUE : Truth.FALSE;
    }

    @Override
    public void close() throws Exception {
        calc.close();
    }
}
