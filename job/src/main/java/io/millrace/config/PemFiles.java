package io.millrace.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;

/** Reads the certificates and keys that a pipeline file names, and sees that they are such. */
record PemFiles(Path pipelineFile, Problems problems) {
    private static final String LOOKED_FOR =
            "A file of certificates is looked for from the pipeline file's folder.";

    /** A file of at least one certificate. */
    Optional<Pem> certificates(Text path) {
        return read(
                path, this::whyNoCertificates, "Write the path of a file of certificates in PEM.");
    }

    /** A file that begins with a key; it may hold certificates too. */
    Optional<Pem> key(Text path) {
        return read(
                path,
                this::whyNoKey,
                "Write it without a passphrase: openssl pkcs8 -topk8 -nocrypt -in FILE -out NEW.");
    }

    private interface Check {
        Optional<String> whyNot(Pem pem);
    }

    private Optional<String> whyNoCertificates(Pem pem) {
        try {
            return pem.certificates().isEmpty()
                    ? Optional.of("it has no block 'CERTIFICATE'")
                    : Optional.empty();
        } catch (GeneralSecurityException e) {
            return Optional.of(e.getMessage());
        }
    }

    private Optional<String> whyNoKey(Pem pem) {
        try {
            pem.privateKey();
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            return Optional.of(e.getMessage());
        }
    }

    private Optional<Pem> read(Text path, Check check, String remedy) {
        try {
            Path file = pipelineFile.resolveSibling(path.value());
            Optional<Pem> pem =
                    TextFile.readAscii(file, path.place(), LOOKED_FOR, problems)
                            .map(text -> new Pem(new Secret(text)));
            Optional<String> whyNot = pem.flatMap(check::whyNot);
            whyNot.ifPresent(
                    why ->
                            problems.add(
                                    path.place(),
                                    "'" + file.normalize() + "' cannot be used: " + why,
                                    remedy));
            return whyNot.isPresent() ? Optional.empty() : pem;
        } catch (InvalidPathException e) {
            problems.add(
                    path.place(),
                    "'" + path.value() + "' is not a path: " + e.getReason(),
                    LOOKED_FOR);
            return Optional.empty();
        }
    }
}
