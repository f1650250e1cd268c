package io.millrace.flow;

import io.millrace.flow.row.RowSchema;
import java.io.Serializable;

/** A flow's steps, planned for one table. */
record TablePlan(
        RowSchema schema,
        StepPlan<RowFilter> filter,
        PlannedDocuments documents,
        StepPlan<Router> router,
        StepPlan<KeyMaker> key,
        StepPlan<KeyMaker> group)
        implements Serializable {
    private static final long serialVersionUID = 1L;
}
