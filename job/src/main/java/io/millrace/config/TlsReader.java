package io.millrace.config;

import java.nio.file.Path;
import java.util.Optional;

/** Reads how a connection is to be encrypted, and refuses what would only look safe. */
final class TlsReader {
    /** What libpq 16 calls the authorities that the system trusts; here those of the JVM. */
    private static final String SYSTEM = "system";

    private static final String VERIFY = "Write 'sslmode: verify-full'.";

    private final Problems problems;
    private final Values values;
    private final PemFiles files;

    TlsReader(Path pipelineFile, Problems problems) {
        this.problems = problems;
        this.values = new Values(problems);
        this.files = new PemFiles(pipelineFile, problems);
    }

    Optional<Tls> read(ConnectionParts parts) {
        Text word = parts.text("sslmode", SslMode.PREFER.toString());
        Optional<SslMode> mode = values.oneOf(SslMode.values(), word, "an sslmode");
        mode.ifPresent(
                written -> {
                    authoritiesMatch(written, parts, word.place());
                    identityMatches(written, parts);
                });
        Optional<Pem> authorities = authorities(parts);
        Optional<Pem> identity = identity(parts);
        if (mode.isEmpty() || authorities.isEmpty() || identity.isEmpty()) {
            return Optional.empty();
        }
        // As libpq has it: whoever names an authority wants it asked.
        boolean verifies = mode.get() == SslMode.REQUIRE && parts.has("sslrootcert");
        return Optional.of(
                new Tls(
                        verifies ? SslMode.VERIFY_CA : mode.get(),
                        authorities.get(),
                        identity.get()));
    }

    private void authoritiesMatch(SslMode mode, ConnectionParts parts, Place place) {
        Optional<Text> rootCert = parts.textIfAny("sslrootcert");
        if (mode.verifies() && !parts.has("sslrootcert")) {
            problems.add(
                    place,
                    "'sslmode: " + mode + "' checks the server's certificate, but by no authority",
                    "Write 'sslrootcert', a file of the authority's certificate, or 'system' with"
                            + " 'sslmode: verify-full' for those that Java trusts.");
        } else if (rootCert.isPresent() && (mode == SslMode.DISABLE || mode == SslMode.PREFER)) {
            problems.add(
                    rootCert.get().place(),
                    "'sslrootcert' is given, but 'sslmode: " + mode + "' checks no certificate",
                    VERIFY);
        } else if (rootCert.filter(TlsReader::isSystem).isPresent()
                && mode != SslMode.VERIFY_FULL) {
            problems.add(
                    rootCert.get().place(),
                    "'sslrootcert: system' trusts anybody's certificate under 'sslmode: "
                            + mode
                            + "'",
                    VERIFY);
        }
    }

    private void identityMatches(SslMode mode, ConnectionParts parts) {
        Optional<Text> certificate = parts.textIfAny("sslcert");
        Optional<Text> key = parts.textIfAny("sslkey");
        if (parts.has("sslcert") != parts.has("sslkey")) {
            certificate
                    .or(() -> key)
                    .ifPresent(
                            alone ->
                                    problems.add(
                                            alone.place(),
                                            "'sslcert' and 'sslkey' need each other",
                                            "Write both, or none."));
        } else if (mode == SslMode.DISABLE && certificate.isPresent()) {
            problems.add(
                    certificate.get().place(),
                    "'sslcert' is given, but 'sslmode: disable' shows it to nobody",
                    VERIFY);
        }
    }

    private Optional<Pem> authorities(ConnectionParts parts) {
        if (!parts.has("sslrootcert")) {
            return Optional.of(Pem.NONE);
        }
        return parts.text("sslrootcert")
                .flatMap(path -> isSystem(path) ? Optional.of(Pem.NONE) : files.certificates(path));
    }

    private Optional<Pem> identity(ConnectionParts parts) {
        if (!parts.has("sslcert") && !parts.has("sslkey")) {
            return Optional.of(Pem.NONE);
        }
        Optional<Pem> certificates = parts.textIfAny("sslcert").flatMap(files::certificates);
        Optional<Pem> key = parts.textIfAny("sslkey").flatMap(files::key);
        return certificates.flatMap(chain -> key.map(chain::and));
    }

    private static boolean isSystem(Text rootCert) {
        return rootCert.value().equals(SYSTEM);
    }
}
