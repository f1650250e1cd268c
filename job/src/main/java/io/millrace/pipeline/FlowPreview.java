package io.millrace.pipeline;

import io.millrace.config.FlowSpec;
import io.millrace.flow.Outcome;
import java.util.List;

/**
 * What a flow makes of some rows.
 *
 * @param outcomes of each row, by table and primary key
 */
public record FlowPreview(FlowSpec flow, List<Outcome> outcomes) {
    public FlowPreview {
        outcomes = List.copyOf(outcomes);
    }
}
