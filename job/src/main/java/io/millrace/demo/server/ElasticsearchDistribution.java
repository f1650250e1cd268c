package io.millrace.demo.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Elasticsearch's own distribution, unpacked once into the user's cache. Its files are only read
 * afterwards, so that any number of servers can share them.
 */
final class ElasticsearchDistribution {
    private static final String ZIP = "millrace.elasticsearch.zip";
    private static final Set<PosixFilePermission> READABLE =
            PosixFilePermissions.fromString("rwxr-xr-x");

    private ElasticsearchDistribution() {}

    /**
     * The folder that holds {@code bin/elasticsearch}. Safe against others who unpack at the same
     * time, in this process or another; a broken off attempt leaves nothing that is taken for
     * whole.
     *
     * @throws IOException if the system property {@code millrace.elasticsearch.zip} names no
     *     distribution
     */
    static synchronized Path home(ServerUser user) throws IOException {
        Path zip = zip();
        Path cache = Files.createDirectories(ServerCache.folder(user));
        if (user == ServerUser.NOBODY) {
            Files.setPosixFilePermissions(cache, READABLE);
        }
        String name = zip.getFileName().toString().replace(".zip", "");
        Path home = cache.resolve(name);
        if (Files.exists(home)) {
            return home;
        }
        try (FileChannel file =
                        FileChannel.open(
                                cache.resolve(name + ".lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                FileLock held = file.lock()) {
            if (held.isValid() && !Files.exists(home)) {
                Path unfinished = cache.resolve(name + ".unfinished");
                delete(unfinished);
                unpack(zip, unfinished);
                Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        return home;
    }

    private static Path zip() throws IOException {
        String zip = System.getProperty(ZIP);
        if (zip == null) {
            throw new IOException(
                    "The system property "
                            + ZIP
                            + " is not set. Start this through ./millrace or Maven, which set it, or"
                            + " point it to a distribution of Elasticsearch");
        }
        if (!Files.isRegularFile(Path.of(zip))) {
            throw new NoSuchFileException(
                    zip, null, "no such distribution (" + ZIP + "); ./mvnw package brings it");
        }
        return Path.of(zip);
    }

    /** Unpacks what the zip holds below its one top folder; every user may read it. */
    private static void unpack(Path zip, Path folder) throws IOException {
        try (InputStream file = Files.newInputStream(zip);
                ZipInputStream entries = new ZipInputStream(file)) {
            for (ZipEntry entry = entries.getNextEntry();
                    entry != null;
                    entry = entries.getNextEntry()) {
                Path path = Path.of(entry.getName()).normalize();
                Path target =
                        path.getNameCount() == 1
                                ? folder
                                : folder.resolve(path.subpath(1, path.getNameCount()));
                boolean executable = target.startsWith(folder.resolve("bin"));
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                    executable = true;
                } else {
                    Files.copy(entries, target);
                }
                Files.setPosixFilePermissions(
                        target,
                        executable ? READABLE : PosixFilePermissions.fromString("rw-r--r--"));
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> paths;
        try (Stream<Path> found = Files.walk(folder)) {
            paths = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }
}
