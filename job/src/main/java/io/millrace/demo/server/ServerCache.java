package io.millrace.demo.server;

import java.nio.file.Path;

/** Where what the servers are unpacked to stays for the next time. */
final class ServerCache {
    private ServerCache() {}

    static Path folder(ServerUser user) {
        String xdg = System.getenv("XDG_CACHE_HOME");
        return switch (user) {
            // Root's own folders are closed to the user who runs the server.
            case NOBODY -> Path.of("/var/cache/millrace");
            case CALLER ->
                    (xdg == null || xdg.isEmpty()
                                    ? Path.of(System.getProperty("user.home"), ".cache")
                                    : Path.of(xdg))
                            .resolve("millrace");
        };
    }
}
