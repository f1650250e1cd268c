package io.millrace.config;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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

    /** The files of a list of paths that may be left out; one that is not there is a problem. */
    List<Path> paths(Section section, String name) {
        return section.has(name)
                ? section.texts(name).stream().flatMap(path -> existing(path).stream()).toList()
                : List.of();
    }

    private Optional<Path> existing(Text path) {
        try {
            Path file = pipelineFile.resolveSibling(path.value()).normalize();
            if (Files.isReadable(file) && !Files.isDirectory(file)) {
                return Optional.of(file);
            }
            problems.add(
                    path.place(),
                    "there is no file '" + file + "'",
                    "A file is looked for from the pipeline file's folder.");
        } catch (InvalidPathException e) {
            problems.add(
                    path.place(),
                    "'" + path.value() + "' is not a path: " + e.getReason(),
                    "Write the path of a file.");
        }
        return Optional.empty();
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
