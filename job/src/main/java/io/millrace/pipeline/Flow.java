package io.millrace.pipeline;

import io.millrace.change.TableName;
import io.millrace.config.FlowSpec;
import java.util.Set;

/** A flow, ready to be wired. */
public record Flow(FlowSpec spec, Set<TableName> tables, FlowSink sink) {
    public Flow {
        tables = Set.copyOf(tables);
    }

    /** Unique in the pipeline; part of the operators' uids. */
    String name() {
        return spec.name();
    }
}
