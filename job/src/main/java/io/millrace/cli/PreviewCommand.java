package io.millrace.cli;

import io.millrace.config.FlowSpec;
import io.millrace.config.NearestName;
import io.millrace.config.PipelineLoader;
import io.millrace.config.PipelineSpec;
import io.millrace.pipeline.FlowPreview;
import io.millrace.pipeline.Preview;
import io.millrace.row.RowSelection;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.annotation.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace preview}: what the flows make of rows. */
@Command(
        name = "preview",
        description = {
            "Shows what each flow of a pipeline makes of rows that are in its tables.",
            "",
            "It reads the first rows of each table and writes nothing: neither a slot nor a sink "
                    + "is needed, and a pipeline that runs is not disturbed."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace preview conf/products.yaml",
            "  millrace preview conf/products.yaml --flow products --limit 100",
            "  millrace preview conf/products.yaml --where \"price IS NULL\"",
            "  millrace preview conf/products.yaml --json"
        })
final class PreviewCommand implements Callable<Integer> {
    private static final int MAX_LIMIT = 1000;
    private static final int DEFAULT_WIDTH = 120;

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "PIPELINE", description = "The pipeline's YAML file.")
    private Path file;

    @Nullable
    @Option(
            names = "--flow",
            paramLabel = "NAME",
            description = "The flow to show; all if left out.")
    private String flow;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "10",
            description =
                    "How many rows of each table, at most "
                            + MAX_LIMIT
                            + " (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Nullable
    @Option(
            names = "--where",
            paramLabel = "SQL",
            description = "Which rows: a condition of Postgres on the table's columns.")
    private String where;

    @Option(names = "--json", description = "A line of JSON for each row, with whole documents.")
    private boolean json;

    @Option(
            names = "--jar",
            paramLabel = "FILE",
            description =
                    "A jar with functions or connectors, besides those of the pipeline file; may be"
                            + " repeated.")
    private List<Path> jars = List.of();

    @Option(
            names = "--conf",
            paramLabel = "FOLDER",
            description = "The folder of Flink's config.yaml, as of millrace run.")
    private Path confFolder;

    @Option(
            names = "-D",
            paramLabel = "KEY=VALUE",
            description = "A setting of Flink's, over those of config.yaml; may be repeated.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Override
    public Integer call() throws Exception {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw wrong("--limit is " + limit + ", and can be 1 to " + MAX_LIMIT + ".");
        }
        PipelineSpec pipeline = chosen(PipelineLoader.load(file, System.getenv()).withJars(jars));
        List<FlowPreview> previews =
                new Preview(pipeline, new RowSelection(where, limit))
                        .show(FlinkSettings.load(Optional.ofNullable(confFolder), settings));
        PrintWriter out = spec.commandLine().getOut();
        for (FlowPreview preview : previews) {
            if (json) {
                new PreviewLines(out).print(preview);
            } else {
                new PreviewTable(out, width(System.getenv("COLUMNS"))).print(preview);
            }
        }
        out.flush();
        return 0;
    }

    /** Of the terminal, as its shell says. */
    static int width(@Nullable String columns) {
        boolean said = columns != null && columns.matches("[1-9][0-9]{0,4}");
        return said ? Integer.parseInt(columns) : DEFAULT_WIDTH;
    }

    private PipelineSpec chosen(PipelineSpec pipeline) {
        if (flow == null) {
            return pipeline;
        }
        List<String> names = pipeline.flows().stream().map(FlowSpec::name).toList();
        return pipeline.flows().stream()
                .filter(candidate -> candidate.name().equals(flow))
                .findFirst()
                .map(pipeline::withOnly)
                .orElseThrow(
                        () ->
                                wrong(
                                        file
                                                + " has no flow '"
                                                + flow
                                                + "'. "
                                                + NearestName.of(flow, names)
                                                        .map(name -> "Did you mean '" + name + "'?")
                                                        .orElse(
                                                                "It has "
                                                                        + String.join(", ", names)
                                                                        + ".")));
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
