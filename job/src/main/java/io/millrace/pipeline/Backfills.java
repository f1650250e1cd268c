package io.millrace.pipeline;

import io.millrace.backfill.BackfillLimits;
import io.millrace.backfill.BackfillReason;
import io.millrace.backfill.BackfillRequest;
import io.millrace.backfill.BackfillSettings;
import io.millrace.change.TableName;
import io.millrace.config.BackfillSpec;
import io.millrace.config.InitialBackfill;
import io.millrace.config.PipelineSpec;
import io.millrace.postgres.Table;
import io.millrace.source.ChangeReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a pipeline's backfills may read, and what they read first. */
final class Backfills {
    private Backfills() {}

    /**
     * @param tables all that the flows read
     */
    static BackfillSettings of(
            PipelineSpec spec, ChangeReader reader, List<Flow> flows, List<Table> tables) {
        Map<String, List<TableName>> names = new HashMap<>();
        List<BackfillRequest> initial = new ArrayList<>();
        for (Flow flow : flows) {
            names.put(flow.name(), flow.tables().stream().map(Table::name).toList());
            if (!reader.readsExistingRows()) {
                initial.addAll(initial(flow));
            }
        }
        return new BackfillSettings(
                spec.name(), spec.source(), tables, names, initial, limits(spec.backfill()));
    }

    private static List<BackfillRequest> initial(Flow flow) {
        InitialBackfill wanted = flow.spec().policies().backfill();
        if (wanted instanceof InitialBackfill.None) {
            return List.of();
        }
        String condition = wanted instanceof InitialBackfill.Where where ? where.condition() : null;
        return flow.tables().stream()
                .map(
                        table ->
                                new BackfillRequest(
                                        flow.name(),
                                        table.name(),
                                        condition,
                                        BackfillReason.INITIAL))
                .toList();
    }

    private static BackfillLimits limits(BackfillSpec spec) {
        int rowsPerSecond =
                spec.maxRowsPerSecond() == BackfillSpec.UNLIMITED ? 0 : spec.maxRowsPerSecond();
        return new BackfillLimits(rowsPerSecond, BackfillLimits.DEFAULT.chunkRows());
    }
}
