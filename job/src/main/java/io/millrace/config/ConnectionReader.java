package io.millrace.config;

import java.nio.file.Path;
import java.util.Optional;

/** Reads how to reach the database: by its url, by its parts, or by both where they complete. */
final class ConnectionReader {
    private static final String DEFAULT_PORT = "5432";

    private final Values values;
    private final TlsReader tlsReader;
    private final Problems problems;

    ConnectionReader(Path pipelineFile, Problems problems) {
        this.problems = problems;
        this.values = new Values(problems);
        this.tlsReader = new TlsReader(pipelineFile, problems);
    }

    Optional<ConnectionSpec> read(Section source) {
        return ConnectionParts.of(source, problems).flatMap(this::read);
    }

    private Optional<ConnectionSpec> read(ConnectionParts parts) {
        Optional<Text> hostname = parts.text("hostname").flatMap(values::host);
        Optional<Integer> port = values.port(parts.text("port", DEFAULT_PORT));
        Optional<Text> database = parts.text("database");
        Optional<Text> username = parts.text("username");
        Optional<Secret> password = password(parts);
        Optional<Tls> tls = tlsReader.read(parts);
        if (hostname.isEmpty()
                || port.isEmpty()
                || database.isEmpty()
                || username.isEmpty()
                || password.isEmpty()
                || tls.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new ConnectionSpec(
                        hostname.get().value(),
                        port.get(),
                        database.get().value(),
                        username.get().value(),
                        password.get(),
                        tls.get()));
    }

    /** A server may ask for a certificate instead. */
    private static Optional<Secret> password(ConnectionParts parts) {
        return parts.has("sslcert") && !parts.has("password")
                ? Optional.of(new Secret(""))
                : parts.text("password").map(text -> new Secret(text.value()));
    }
}
