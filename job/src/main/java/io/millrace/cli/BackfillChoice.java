package io.millrace.cli;

import io.millrace.backfill.Backfill;
import io.millrace.pipeline.control.BackfillOrder;
import io.millrace.pipeline.control.BackfillScope;
import java.util.List;
import javax.annotation.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which backfills of a pipeline an order is for. */
final class BackfillChoice {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Mixin private BackfillPipeline pipeline;

    @Parameters(
            index = "1..*",
            paramLabel = "ID",
            description = "Backfills, as list shows them; all that are open if left out.")
    private List<Long> ids = List.of();

    @Nullable
    @Option(names = "--flow", paramLabel = "NAME", description = "Those of this flow.")
    private String flow;

    @Nullable
    @Option(
            names = "--table",
            paramLabel = "TABLE",
            description = "Those of this table, as schema.table.")
    private String table;

    int give(BackfillOrder order) throws Exception {
        if (!ids.isEmpty() && (flow != null || table != null)) {
            throw new ParameterException(
                    spec.commandLine(), "Name either ids or --flow and --table.");
        }
        return pipeline.with(
                (named, backfills, out) -> {
                    List<Backfill> changed =
                            ids.isEmpty()
                                    ? backfills.give(order, new BackfillScope(flow, table))
                                    : backfills.give(order, ids);
                    for (Backfill backfill : changed) {
                        out.printf(
                                "The backfill %d of %s for the flow '%s' is %s.%n",
                                backfill.id(),
                                backfill.request().table(),
                                backfill.request().flow(),
                                order.done());
                    }
                    if (changed.isEmpty()) {
                        out.printf("There is none to %s.%n", order);
                    }
                    return 0;
                });
    }
}
