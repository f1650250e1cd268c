package io.millrace.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A pipeline file, read and checked as far as a file alone can be.
 *
 * @param name letters, digits and underscores; it names the slot, the publication and the state
 *     folder
 * @param definitions the statements of all definition files, in their order
 * @param jars with the user's functions and connectors; each is there
 */
public record PipelineSpec(
        String name,
        SourceSpec source,
        List<SqlStatement> definitions,
        List<Path> jars,
        RowImages rowImages,
        BackfillSpec backfill,
        List<FlowSpec> flows,
        Place place) {
    public PipelineSpec {
        definitions = List.copyOf(definitions);
        jars = List.copyOf(jars);
        flows = List.copyOf(flows);
    }

    /** The same with more jars. */
    public PipelineSpec withJars(List<Path> more) {
        List<Path> all = new ArrayList<>(jars);
        all.addAll(more);
        return new PipelineSpec(name, source, definitions, all, rowImages, backfill, flows, place);
    }

    /** The same with this flow alone. */
    public PipelineSpec withOnly(FlowSpec flow) {
        return new PipelineSpec(
                name, source, definitions, jars, rowImages, backfill, List.of(flow), place);
    }
}
