package io.millrace.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/** Reads {@code backfill}, of a pipeline and of its flows. */
record BackfillReader(Problems problems) {
    private static final String MAX_ROWS_PER_SECOND = "max-rows-per-second";
    private static final Map<String, InitialBackfill> WORDS =
            Map.of("initial", InitialBackfill.ALL, "none", InitialBackfill.NONE);

    static final List<Key> KEYS =
            List.of(
                    new Key(
                            MAX_ROWS_PER_SECOND,
                            "how many rows all backfills read together in a second; no limit if"
                                    + " left out"));
    private static final List<Key> FLOW_KEYS =
            List.of(
                    new Key(
                            "where",
                            "a condition of Postgres on the table's columns, such as"
                                    + " \"created_at > '2026-01-01'\""));

    BackfillSpec ofPipeline(Section pipeline) {
        return !pipeline.has("backfill")
                ? BackfillSpec.DEFAULT
                : pipeline.section("backfill", KEYS)
                        .flatMap(section -> section.text(MAX_ROWS_PER_SECOND))
                        .flatMap(
                                number ->
                                        new Values(problems).positive(number, MAX_ROWS_PER_SECOND))
                        .map(BackfillSpec::new)
                        .orElse(BackfillSpec.DEFAULT);
    }

    InitialBackfill ofFlow(Section flow) {
        if (!flow.has("backfill")) {
            return InitialBackfill.ALL;
        }
        boolean section = flow.node("backfill").filter(MappingNode.class::isInstance).isPresent();
        return (section ? where(flow) : word(flow)).orElse(InitialBackfill.ALL);
    }

    private static Optional<InitialBackfill> where(Section flow) {
        return flow.section("backfill", FLOW_KEYS)
                .flatMap(section -> section.text("where"))
                .map(text -> new InitialBackfill.Where(text.value(), text.place()));
    }

    private Optional<InitialBackfill> word(Section flow) {
        Optional<Text> written = flow.text("backfill");
        Optional<InitialBackfill> known = written.map(Text::value).map(WORDS::get);
        if (written.isPresent() && known.isEmpty()) {
            String word = written.get().value();
            problems.add(
                    written.get().place(),
                    "'" + word + "' is not known for backfill",
                    NearestName.of(word, WORDS.keySet())
                            .map(nearest -> "Did you mean '" + nearest + "'?")
                            .orElse(
                                    "Write initial or none, or 'where' with a condition below"
                                            + " it."));
        }
        return known;
    }
}
