package io.millrace.cli;

import io.millrace.demo.DemoOptions;
import io.millrace.demo.EmbeddedDemo;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code millrace demo}: everything embedded. */
@Command(
        name = "demo",
        description = {
            "Starts Postgres, Elasticsearch and Flink, and keeps an index of products in step.",
            "",
            "Nothing needs to be installed but a JDK. It runs until Ctrl-C, and leaves nothing "
                    + "behind."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace demo          watch it, and change rows yourself",
            "  millrace demo --once   2,000 changes, then compare every document with its row"
        })
final class DemoCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
            names = "--once",
            description =
                    "Make 2,000 changes, wait until all have arrived, compare the index with the"
                            + " table, and end with 0, or with 1 if anything differs.")
    private boolean once;

    @Override
    public Integer call() throws Exception {
        Path pipeline = Path.of(System.getProperty("millrace.home", "."), "conf", "demo.yaml");
        try (EmbeddedDemo demo = EmbeddedDemo.start(pipeline, System.out);
                StopSignals signals = StopSignals.closing(demo, spec.commandLine().getOut())) {
            return demo.run(once ? DemoOptions.once() : DemoOptions.live());
        }
    }
}
