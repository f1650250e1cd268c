package io.millrace.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** An authority of a test's own, which signs certificates, made by the JDK's keytool. */
public final class TestAuthority {
    private static final String PASSWORD = "keytool";

    private final Path folder;
    private final Path store;
    private final Certified self;

    private TestAuthority(Path folder, Path store, Certified self) {
        this.folder = folder;
        this.store = store;
        this.self = self;
    }

    /**
     * A certificate and its key, each in a file of its own.
     *
     * @param certificate PEM
     * @param key PKCS#8 in PEM, readable by its owner alone
     */
    public record Certified(Path certificate, Path key) {}

    /**
     * @param folder where its files go
     * @param name their common beginning
     */
    public static TestAuthority create(Path folder, String name)
            throws IOException, GeneralSecurityException, InterruptedException {
        Path store = folder.resolve(name + ".p12");
        keytool(
                store,
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "bc:c=ca:true");
        Path certificate = folder.resolve(name + ".pem");
        keytool(store, "-exportcert", "-rfc", "-file", certificate.toString());
        return new TestAuthority(
                folder,
                store,
                new Certified(certificate, key(store, folder.resolve(name + ".key"))));
    }

    /** Its own certificate, by which those that it has issued are known. */
    public Certified self() {
        return self;
    }

    /**
     * Signs a certificate.
     *
     * @param subject its common name, and that of its files
     * @param alternativeName as keytool takes it, such as {@code dns:localhost}
     */
    public Certified issue(String subject, String alternativeName)
            throws IOException, GeneralSecurityException, InterruptedException {
        Path itsStore = folder.resolve(subject + ".p12");
        keytool(itsStore, "-genkeypair", "-keyalg", "EC", "-dname", "CN=" + subject);
        Path request = folder.resolve(subject + ".csr");
        keytool(itsStore, "-certreq", "-file", request.toString());
        Path certificate = folder.resolve(subject + ".pem");
        keytool(
                store,
                "-gencert",
                "-rfc",
                "-ext",
                "san=" + alternativeName,
                "-infile",
                request.toString(),
                "-outfile",
                certificate.toString());
        return new Certified(certificate, key(itsStore, folder.resolve(subject + ".key")));
    }

    private static Path key(Path store, Path file) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        byte[] key = keys.getKey("key", PASSWORD.toCharArray()).getEncoded();
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(
                file,
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder().encodeToString(key)
                        + "\n-----END PRIVATE KEY-----\n");
    }

    private static void keytool(Path store, String... arguments)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString()));
        command.addAll(List.of(arguments));
        command.addAll(
                List.of(
                        "-alias",
                        "key",
                        "-keystore",
                        store.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool failed: " + said);
        }
    }
}
