package io.millrace.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a pipeline file and the definition files that it names. */
public final class PipelineLoader {
    private static final List<Key> KEYS =
            List.of(
                    new Key("pipeline", "the pipeline's name, such as products"),
                    new Key(
                            "source",
                            "the Postgres database to read, with "
                                    + Section.names(SourceReader.KEYS)),
                    new Key("definitions", "a list of the SQL files that create the sinks"),
                    new Key(
                            "flows",
                            "a list of flows, each with " + Section.names(FlowReader.KEYS)));

    private PipelineLoader() {}

    /**
     * Reads a pipeline and checks all that files alone can tell.
     *
     * @param environment the variables that <code>${NAME}</code> may stand for
     * @throws InvalidPipelineException with every problem that was found
     */
    public static PipelineSpec load(Path file, Map<String, String> environment) {
        Problems problems = new Problems();
        YamlFile yaml = new YamlFile(file.toString(), new Variables(environment), problems);
        Optional<Section> pipeline =
                TextFile.read(
                                file,
                                new Place(file.toString(), 1),
                                "Name a pipeline file, such as conf/products.yaml.",
                                problems)
                        .flatMap(text -> yaml.section(text, KEYS));
        if (pipeline.isEmpty()) {
            problems.refuseIfAny();
        }
        return load(pipeline.orElseThrow(), new DefinitionFiles(file, yaml.variables(), problems));
    }

    private static PipelineSpec load(Section pipeline, DefinitionFiles files) {
        Problems problems = files.problems();
        Optional<Text> name = pipeline.text("pipeline").flatMap(new Names(problems)::pipeline);
        Optional<SourceSpec> source =
                pipeline.section("source", SourceReader.KEYS)
                        .flatMap(new SourceReader(files.pipelineFile(), problems)::read);
        List<SqlStatement> definitions = files.read(pipeline.texts("definitions"));
        FlowReader flowReader = new FlowReader(problems);
        List<FlowSpec> flows =
                pipeline.sections("flows", "the flow", FlowReader.KEYS).stream()
                        .flatMap(flow -> flowReader.read(flow).stream())
                        .toList();
        problems.refuseIfAny();
        return new PipelineSpec(
                name.orElseThrow().value(),
                source.orElseThrow(),
                definitions,
                flows,
                name.orElseThrow().place());
    }
}
