package io.millrace.backfill;

import io.millrace.change.TableName;
import io.millrace.config.SourceSpec;
import io.millrace.postgres.Table;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * What a pipeline may read of its tables besides their changes.
 *
 * @param tables as the catalog has them, each with a primary key
 * @param flows the tables of each flow by its name
 * @param initial what is read where it is new
 */
public record BackfillSettings(
        String pipeline,
        SourceSpec source,
        List<Table> tables,
        Map<String, List<TableName>> flows,
        List<BackfillRequest> initial,
        BackfillLimits limits)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    public BackfillSettings {
        tables = List.copyOf(tables);
        flows = Map.copyOf(flows);
        initial = List.copyOf(initial);
    }

    boolean has(String flow, TableName table) {
        return flows.getOrDefault(flow, List.of()).contains(table);
    }
}
