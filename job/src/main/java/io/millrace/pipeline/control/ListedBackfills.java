package io.millrace.pipeline.control;

import io.millrace.backfill.Backfill;
import io.millrace.config.FlowSpec;
import io.millrace.config.PipelineSpec;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.annotation.Nullable;

/** All backfills of a pipeline, to be found by what a user calls them. */
record ListedBackfills(PipelineSpec pipeline, List<Backfill> all) {

    /**
     * @throws WrongNameException if there is none of an id
     */
    List<Backfill> ofIds(Collection<Long> ids) {
        List<String> known = all.stream().map(backfill -> "" + backfill.id()).toList();
        for (Long id : ids) {
            if (!known.contains("" + id)) {
                throw WrongNameException.of(owner(), "backfill", "" + id, known);
            }
        }
        return where(all, backfill -> ids.contains(backfill.id()));
    }

    /**
     * @throws WrongNameException if neither the pipeline nor a backfill has the flow, or none has
     *     the table
     */
    List<Backfill> in(BackfillScope scope) {
        List<Backfill> ofFlow = ofFlow(scope.flow());
        if (scope.table() == null) {
            return ofFlow;
        }
        List<Backfill> ofTable =
                where(
                        ofFlow,
                        backfill ->
                                ScopedTables.isMeant(scope.table(), backfill.request().table()));
        if (ofTable.isEmpty()) {
            throw WrongNameException.of(
                    owner(),
                    "backfill of the table",
                    scope.table(),
                    ofFlow.stream().map(b -> b.request().table().toString()).distinct().toList());
        }
        return ofTable;
    }

    /** A flow may have left the file since. */
    private List<Backfill> ofFlow(@Nullable String name) {
        if (name == null) {
            return all;
        }
        List<String> flows =
                Stream.concat(
                                pipeline.flows().stream().map(FlowSpec::name),
                                all.stream().map(backfill -> backfill.request().flow()))
                        .distinct()
                        .toList();
        if (!flows.contains(name)) {
            throw WrongNameException.of(owner(), "flow", name, flows);
        }
        return where(all, backfill -> backfill.request().flow().equals(name));
    }

    private String owner() {
        return "The pipeline '" + pipeline.name() + "'";
    }

    private static List<Backfill> where(List<Backfill> all, Predicate<Backfill> condition) {
        return all.stream().filter(condition).toList();
    }
}
