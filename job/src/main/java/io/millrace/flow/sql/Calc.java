package io.millrace.flow.sql;

import java.io.Serializable;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.generated.GeneratedClass;
import org.apache.flink.table.types.logical.RowType;

/**
 * What Flink's planner has made of a query over the columns of one row: the operator's code.
 *
 * @param type of the rows that it makes, one of each
 */
record Calc(GeneratedClass<? extends OneInputStreamOperator<RowData, RowData>> code, RowType type)
        implements Serializable {
    private static final long serialVersionUID = 1L;
}
