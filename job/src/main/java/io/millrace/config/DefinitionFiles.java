package io.millrace.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Reads the definition files that a pipeline file lists. */
record DefinitionFiles(Path pipelineFile, Variables variables, Problems problems) {

    /**
     * The statements of all files, in order.
     *
     * @param paths each relative to the pipeline file's folder, or absolute
     */
    List<SqlStatement> read(List<Text> paths) {
        return paths.stream().flatMap(this::read).toList();
    }

    private Stream<SqlStatement> read(Text path) {
        try {
            Path file = pipelineFile.resolveSibling(path.value());
            return TextFile.read(
                            file,
                            path.place(),
                            "A definitions file is looked for from the pipeline file's folder.",
                            problems)
                    .stream()
                    .flatMap(text -> statements(file.normalize().toString(), text).stream());
        } catch (InvalidPathException e) {
            problems.add(
                    path.place(),
                    "'" + path.value() + "' is not a path: " + e.getReason(),
                    "Write the path of a file of SQL.");
            return Stream.empty();
        }
    }

    private List<SqlStatement> statements(String file, String text) {
        return SqlScript.statements(file, text, variables, problems);
    }
}
