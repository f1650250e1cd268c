package io.millrace.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a pipeline file and the definition files that it names. */
public final class PipelineLoader {
    private static final List<Key> STATE_KEYS =
            List.of(
                    new Key(
                            "rows",
                            "auto, always or never: whether rows are kept in the state; auto if left"
                                    + " out"));
    private static final List<Key> KEYS =
            List.of(
                    new Key("pipeline", "the pipeline's name, such as products"),
                    new Key(
                            "source",
                            "the Postgres database to read, with "
                                    + Section.names(SourceReader.KEYS)),
                    new Key("definitions", "a list of the SQL files that create the sinks"),
                    new Key("jars", "a list of jars with functions or connectors"),
                    new Key("state", "what is kept, with " + Section.names(STATE_KEYS)),
                    new Key(
                            "backfill",
                            "how rows are read, with " + Section.names(BackfillReader.KEYS)),
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
        List<Path> jars = files.paths(pipeline, "jars");
        FlowReader flowReader = new FlowReader(pipeline.file());
        List<FlowSpec> flows =
                pipeline.sections("flows", "the flow", FlowReader.KEYS).stream()
                        .flatMap(flow -> flowReader.read(flow).stream())
                        .toList();
        RowImages rowImages = rowImages(pipeline);
        BackfillSpec backfill = new BackfillReader(problems).ofPipeline(pipeline);
        problems.refuseIfAny();
        return new PipelineSpec(
                name.orElseThrow().value(),
                source.orElseThrow(),
                definitions,
                jars,
                rowImages,
                backfill,
                flows,
                name.orElseThrow().place());
    }

    private static RowImages rowImages(Section pipeline) {
        Values values = new Values(pipeline.file().problems());
        return !pipeline.has("state")
                ? RowImages.AUTO
                : pipeline.section("state", STATE_KEYS)
                        .flatMap(state -> state.text("rows"))
                        .flatMap(text -> values.oneOf(RowImages.values(), text, "known for rows"))
                        .orElse(RowImages.AUTO);
    }
}
