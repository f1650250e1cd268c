package io.millrace.flow;

import java.io.Serializable;
import javax.annotation.Nullable;

/**
 * The step that makes documents.
 *
 * @param fields of the documents; null where they are not known
 */
record PlannedDocuments(StepPlan<DocumentMaker> maker, @Nullable DocumentFields fields)
        implements Serializable {
    private static final long serialVersionUID = 1L;
}
