package io.millrace.flow;

import io.millrace.change.Gaps;
import io.millrace.change.RowChange;
import java.util.List;

/** What a flow does where it does not say. */
final class DefaultSteps {
    static final StepPlan<RowFilter> ALL_ROWS = context -> row -> true;

    /** The sink's own index, collection or table. */
    static final StepPlan<Router> NO_ROUTE = context -> row -> null;

    static final StepPlan<KeyMaker> ROW_KEY = context -> row -> row.change().change().key().id();

    /** Order is kept by row, not by group. */
    static final StepPlan<KeyMaker> NO_GROUP = context -> row -> null;

    /** That of the event, whatever the row. */
    static final StepPlan<KeyMaker> EVENT_ID = context -> row -> EventIds.of(row.change().change());

    /** The record as it is, byte by byte. */
    static final StepPlan<DocumentMaker> WHOLE_RECORD =
            context ->
                    row -> {
                        RowChange change = row.change().change();
                        expectWhole(change.gaps());
                        return List.of(Draft.of(change.record()));
                    };

    private DefaultSteps() {}

    /**
     * @param keyColumns of the table's primary key
     */
    static StepPlan<DocumentMaker> eventMessage(String flow, int keyColumns) {
        return context -> new EventMessage(flow, keyColumns);
    }

    private static void expectWhole(Gaps gaps) {
        if (!gaps.isEmpty()) {
            throw new IllegalArgumentException(
                    gaps.identityOnly()
                            ? "the record has the columns of the replica identity alone"
                            : "the record lacks the column '" + gaps.columns().get(0) + "'");
        }
    }
}
