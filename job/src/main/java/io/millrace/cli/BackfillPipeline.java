package io.millrace.cli;

import io.millrace.config.PipelineLoader;
import io.millrace.config.PipelineSpec;
import io.millrace.pipeline.control.BackfillControl;
import io.millrace.pipeline.control.WrongNameException;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What the commands of {@code millrace backfill} have in common: a pipeline. */
final class BackfillPipeline {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "PIPELINE", description = "The pipeline's YAML file.")
    private Path file;

    /** What a command does with the pipeline's backfills, and its exit code. */
    interface Action {
        int run(PipelineSpec pipeline, BackfillControl backfills, PrintWriter out) throws Exception;
    }

    /**
     * @throws ParameterException if a name of the command line is wrong
     */
    int with(Action action) throws Exception {
        PipelineSpec pipeline = PipelineLoader.load(file, System.getenv());
        PrintWriter out = spec.commandLine().getOut();
        try (BackfillControl backfills = BackfillControl.open(pipeline)) {
            return action.run(pipeline, backfills, out);
        } catch (WrongNameException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        } finally {
            out.flush();
        }
    }
}
