package io.millrace.bench.source;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import javax.annotation.Nullable;

/** Where a program that comes with Postgres is on this machine. */
final class PostgresPrograms {
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

    private PostgresPrograms() {}

    /**
     * The program of this name, on the PATH or else where Debian keeps it, the newest one.
     *
     * @param given where it is to be instead; null if nobody has said so
     * @throws NoSuchFileException if there is none, with the remedy
     */
    static Path find(String name, @Nullable Path given) throws IOException {
        if (given != null) {
            if (!Files.isExecutable(given)) {
                throw new NoSuchFileException(given.toString(), null, "no such program");
            }
            return given;
        }
        Optional<Path> onPath =
                Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                        .map(folder -> Path.of(folder, name))
                        .filter(Files::isExecutable)
                        .findFirst();
        if (onPath.isPresent()) {
            return onPath.get();
        }
        return debian(name)
                .orElseThrow(
                        () ->
                                new NoSuchFileException(
                                        name,
                                        null,
                                        "neither on the PATH nor in "
                                                + DEBIAN
                                                + ". Install Postgres's server package, such as"
                                                + " postgresql-15 of Debian, or give its place with"
                                                + " --"
                                                + name.replace('_', '-')));
    }

    private static Optional<Path> debian(String name) throws IOException {
        if (!Files.isDirectory(DEBIAN)) {
            return Optional.empty();
        }
        PathMatcher program =
                FileSystems.getDefault().getPathMatcher("glob:" + DEBIAN + "/*/bin/" + name);
        try (Stream<Path> files = Files.walk(DEBIAN, 3)) {
            return files.filter(program::matches)
                    .max(Comparator.comparingDouble(PostgresPrograms::version));
        }
    }

    private static double version(Path program) {
        return Double.parseDouble(DEBIAN.relativize(program).getName(0).toString());
    }
}
