package io.millrace.cli;

import io.millrace.backfill.Backfill;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace backfill list}. */
@Command(
        name = "list",
        description = "Shows the backfills of a pipeline, also those that have ended.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace backfill list conf/products.yaml",
            "  millrace backfill list conf/products.yaml --json"
        })
final class BackfillListCommand implements Callable<Integer> {
    @Mixin private BackfillPipeline pipeline;

    @Option(names = "--json", description = "A line of JSON for each, with all that is known.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        return pipeline.with(
                (named, backfills, out) -> {
                    List<Backfill> all = backfills.list();
                    if (json) {
                        all.forEach(backfill -> out.println(BackfillJson.of(backfill)));
                    } else if (all.isEmpty()) {
                        out.printf("The pipeline '%s' has no backfills.%n", named.name());
                    } else {
                        BackfillList.lines(all, Instant.now()).forEach(out::println);
                    }
                    return 0;
                });
    }
}
