package io.millrace.flow.sql;

import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.table.data.RowData;

/** Stands for the rows of a table while queries over them are planned. Never part of a job. */
final class TableRows extends Transformation<RowData> {
    TableRows(TypeInformation<RowData> type) {
        super("rows", type, 1);
    }

    @Override
    protected List<Transformation<?>> getTransitivePredecessorsInternal() {
        return List.of(this);
    }

    @Override
    public List<Transformation<?>> getInputs() {
        return List.of();
    }
}
