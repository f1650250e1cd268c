package io.millrace.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.millrace.testing.TestAuthority;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The connection of a {@code source}: each case is the section, and what is read or told. */
class ConnectionReaderTest {
    private static final String LOGIN = "username: mill\npassword: hunter2\n";
    private static final String PARTS = "hostname: db\ndatabase: shop\n" + LOGIN;
    private static final String URL_REMEDY =
            "Write postgresql://user:password@host:5432/database; in a name or password '@' is"
                    + " %40, '/' is %2F and '%' is %25.";
    private static final String FILE_REMEDY =
            "A file of certificates is looked for from the pipeline file's folder.";
    private static final String VERIFY = "Write 'sslmode: verify-full'.";

    @TempDir static Path folder;
    private static TestAuthority authority;

    @BeforeAll
    static void writeFiles() throws Exception {
        authority = TestAuthority.create(folder, "authority");
        Files.writeString(folder.resolve("sinks.sql"), "CREATE TABLE t");
        Files.writeString(folder.resolve("empty.pem"), "nothing");
        Files.writeString(folder.resolve("broken.pem"), block("CERTIFICATE", "hunter2"));
        Files.writeString(folder.resolve("rsa.key"), block("RSA PRIVATE KEY", "hunter2"));
        Files.writeString(folder.resolve("broken.key"), block("PRIVATE KEY", "hunter2"));
        Files.write(folder.resolve("binary.der"), new byte[] {0x30, (byte) 0x82, (byte) 0xff});
    }

    private static String block(String name, String content) {
        return "-----BEGIN " + name + "-----\n" + content + "\n-----END " + name + "-----\n";
    }

    @ParameterizedTest
    @CsvSource({
        "postgresql://mill:hunter2@db:5433/shop, db, 5433, shop, mill, hunter2",
        "postgres://mill:hunter2@db/shop, db, 5432, shop, mill, hunter2",
        "postgres://mill:hunter2@db:/shop?, db, 5432, shop, mill, hunter2",
        "postgres://mill:a:b+c?#[d@db/shop, db, 5432, shop, mill, a:b+c?#[d",
        "postgres://m%40x:%2F%25%C3%A9+@d%62/s%20h, db, 5432, s h, m@x, /%é+",
        "postgres://mill:hunter2@[::1]:5433/shop, ::1, 5433, shop, mill, hunter2",
        "postgres://mill:${PASSWORD}@${HOST:-db}/shop, db, 5432, shop, mill, from the environment",
        "${URL}, db, 5432, shop, mill, hunter2",
    })
    void readsAUrl(String url, String host, int port, String database, String user, String password)
            throws Exception {
        assertThat(read("url: '" + url + "'"))
                .isEqualTo(new ConnectionSpec(host, port, database, user, new Secret(password)));
    }

    @Test
    void takesUserAndPasswordBesideAUrlThatHasNone() throws Exception {
        ConnectionSpec expected =
                new ConnectionSpec("db", 5432, "shop", "mill", new Secret("hunter2"));
        assertThat(read("url: postgresql://db/shop\n" + LOGIN)).isEqualTo(expected);
        assertThat(read("url: postgresql://@db/shop\n" + LOGIN)).isEqualTo(expected);
        assertThat(read("url: postgresql://mill@db/shop\npassword: hunter2")).isEqualTo(expected);
        assertThat(read("url: postgresql://mill:@db/shop\npassword: hunter2")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "sslmode=disable, DISABLE",
        "sslmode=prefer, PREFER",
        "sslmode=require, REQUIRE",
        "ssl=true, REQUIRE",
        "sslmode=require&sslrootcert=authority.pem, VERIFY_CA",
        "sslmode=verify-ca&sslrootcert=authority.pem, VERIFY_CA",
        "sslrootcert=%61uthority.pem&sslmode=verify%2Dfull, VERIFY_FULL",
    })
    void readsHowToEncrypt(String parameters, SslMode mode) throws Exception {
        Tls tls = read("url: postgresql://m:p@db/shop?" + parameters).tls();

        assertThat(tls.mode()).isEqualTo(mode);
        assertThat(tls.authorities().isEmpty()).isEqualTo(!parameters.contains("sslrootcert"));
        assertThat(tls.identity().isEmpty()).isTrue();
        if (!parameters.contains("%")) {
            String keys = parameters.replace("ssl=true", "sslmode=require");
            assertThat(read(PARTS + keys.replace("=", ": ").replace("&", "\n")).tls())
                    .isEqualTo(tls);
        }
    }

    @Test
    void carriesWhatTheFilesHoldSoThatNobodyElseNeedsThem() throws Exception {
        ConnectionSpec connection =
                read(
                        PARTS.replace("password: hunter2\n", "")
                                + "sslmode: verify-full\nsslrootcert: authority.pem\n"
                                + "sslcert: authority.pem\nsslkey: authority.key");

        Tls tls = connection.tls();
        assertThat(tls.authorities().certificates()).hasSize(1);
        assertThat(tls.identity().certificates()).isEqualTo(tls.authorities().certificates());
        assertThat(tls.identity().privateKey().getAlgorithm()).isEqualTo("EC");
        assertThat(connection.password()).isEqualTo(new Secret(""));
        assertThat(connection.toString()).doesNotContain("BEGIN");
    }

    @Test
    void trustsWhomJavaTrustsIfTold() throws Exception {
        Tls tls = read(PARTS + "sslmode: verify-full\nsslrootcert: system").tls();

        assertThat(tls).isEqualTo(new Tls(SslMode.VERIFY_FULL, Pem.NONE, Pem.NONE));
    }

    @Test
    void readsHowFarTheSlotLagsBehind() throws Exception {
        assertThat(source(PARTS).checkpointsDelay()).isEqualTo(3);
        assertThat(source(PARTS + "lsn-commit.checkpoints-delay: 0").checkpointsDelay()).isZero();
        assertThat(source(PARTS + "lsn-commit.checkpoints-delay: 12").checkpointsDelay())
                .isEqualTo(12);
    }

    static Stream<Arguments> urls() {
        String notAUrl = "p.yaml:3: 'url' is not a URL of Postgres. " + URL_REMEDY;
        String notOneHost =
                "p.yaml:3: 'url' does not name one host."
                        + " Write the name or address of one host: sockets and lists of hosts are not supported.";
        String noPort =
                "p.yaml:3: the port in 'url' is not a number from 1 to 65535. " + URL_REMEDY;
        String broken = "p.yaml:3: 'url' has a '%' that begins no character. " + URL_REMEDY;
        return Stream.of(
                arguments("jdbc:postgresql://m:hunter2@db/shop", notAUrl),
                arguments("mysql://m:hunter2@db/shop", notAUrl),
                arguments("m:hunter2@db/shop", notAUrl),
                arguments("postgresql://m:hunter2@x@db/shop", notAUrl),
                arguments("postgresql://m:hunter2/x@db/shop", notAUrl),
                arguments("postgresql://m:p@db/shop?sslmode=hunter2@", notAUrl),
                arguments("postgresql://m:p@db/shop#hunter2", notAUrl),
                arguments("postgresql://m:%hunter2@db/shop", broken),
                arguments("postgresql://m:hunter2%00@db/shop", broken),
                arguments("postgresql://m:hunter2", noPort + "\n" + noDatabase()),
                arguments("postgresql://m:hunter2@db:0/shop", noPort),
                arguments("postgresql://m:hunter2@db:65536/shop", noPort),
                arguments("postgresql://m:hunter2@db", noDatabase()),
                arguments("postgresql://m:hunter2@db/?sslmode=require", noDatabase()),
                arguments(
                        "postgresql://m:hunter2@/shop",
                        "p.yaml:3: 'url' names no host. " + URL_REMEDY),
                arguments("postgresql://m:hunter2@a,b/shop", notOneHost),
                arguments("postgresql://m:hunter2@a:1,b:2/shop", notOneHost),
                arguments("postgresql://m:hunter2@%2Fvar%2Frun/shop", notOneHost),
                arguments(
                        "${NONE}",
                        "p.yaml:3: the environment variable NONE is not set."
                                + " Set it, or write a default: ${NONE:-default}."));
    }

    private static String noDatabase() {
        return "p.yaml:3: 'url' names no database. " + URL_REMEDY;
    }

    static Stream<Arguments> parameters() {
        String known = "Its parameters are sslmode, sslrootcert, sslcert, sslkey.";
        return Stream.of(
                arguments(
                        "sslmod=require",
                        "p.yaml:3: unknown parameter 'sslmod' in 'url'. Did you mean 'sslmode'?"),
                arguments(
                        "connect_timeout=hunter2",
                        "p.yaml:3: unknown parameter 'connect_timeout' in 'url'. " + known),
                arguments("hunter2=x", "p.yaml:3: unknown parameter in 'url'. " + known),
                arguments("", ""),
                arguments("sslmode=require&", "p.yaml:3: unknown parameter in 'url'. " + known),
                arguments(
                        "sslmode",
                        "p.yaml:3: the parameter 'sslmode' of 'url' is empty."
                                + " Write sslmode=…, or leave it out."),
                arguments(
                        "sslmode=",
                        "p.yaml:3: the parameter 'sslmode' of 'url' is empty."
                                + " Write sslmode=…, or leave it out."),
                arguments(
                        "sslmode=require&sslmode=disable",
                        "p.yaml:3: the parameter 'sslmode' stands twice in 'url'. Keep one."),
                arguments(
                        "sslmode=verify_full",
                        "p.yaml:3: 'verify_full' is not an sslmode. Did you mean 'verify-full'?"),
                arguments(
                        "sslmode=on",
                        "p.yaml:3: 'on' is not an sslmode."
                                + " Write disable, prefer, require, verify-ca or verify-full."));
    }

    static Stream<Arguments> besideAUrl() {
        return Stream.of(
                arguments("port: 5432", "'port'"),
                arguments("hostname: db", "'hostname'"),
                arguments("database: shop", "'database'"),
                arguments("username: mill", "'username'"),
                arguments("password: hunter2", "'password'"),
                arguments("sslmode: require", "'sslmode'"));
    }

    static Stream<Arguments> encryption() {
        return Stream.of(
                arguments(
                        "sslmode: verify-ca",
                        "p.yaml:7: 'sslmode: verify-ca' checks the server's certificate, but by no"
                                + " authority. Write 'sslrootcert', a file of the authority's"
                                + " certificate, or 'system' with 'sslmode: verify-full' for those"
                                + " that Java trusts."),
                arguments(
                        "sslrootcert: authority.pem",
                        "p.yaml:7: 'sslrootcert' is given, but 'sslmode: prefer' checks no"
                                + " certificate. "
                                + VERIFY),
                arguments(
                        "sslrootcert: system\nsslmode: require",
                        "p.yaml:7: 'sslrootcert: system' trusts anybody's certificate under"
                                + " 'sslmode: require'. "
                                + VERIFY),
                arguments(
                        "sslmode: require\nsslcert: authority.pem",
                        "p.yaml:8: 'sslcert' and 'sslkey' need each other. Write both, or none."),
                arguments(
                        "sslmode: require\nsslkey: authority.key",
                        "p.yaml:8: 'sslcert' and 'sslkey' need each other. Write both, or none."),
                arguments(
                        "sslmode: disable\nsslcert: authority.pem\nsslkey: authority.key",
                        "p.yaml:8: 'sslcert' is given, but 'sslmode: disable' shows it to nobody. "
                                + VERIFY),
                arguments(
                        "sslmode: require\nsslrootcert: none.pem",
                        "p.yaml:8: there is no file 'none.pem'. " + FILE_REMEDY),
                arguments(
                        "sslmode: require\nsslrootcert: .",
                        "p.yaml:8: '' is a folder, not a file. " + FILE_REMEDY),
                arguments(
                        "sslmode: require\nsslrootcert: \"a\\0b\"",
                        "p.yaml:8: 'a\0b' is not a path: Nul character not allowed. "
                                + FILE_REMEDY),
                arguments(
                        "sslmode: require\nsslrootcert: empty.pem",
                        notCertificates("empty.pem", "it has no block 'CERTIFICATE'")),
                arguments(
                        "sslmode: require\nsslrootcert: binary.der",
                        notCertificates("binary.der", "it has no block 'CERTIFICATE'")),
                arguments(
                        "sslmode: require\nsslkey: rsa.key\nsslcert: authority.pem",
                        notAKey("rsa.key", "it holds a block 'RSA PRIVATE KEY'")),
                arguments(
                        "sslmode: require\nsslkey: broken.key\nsslcert: authority.pem",
                        notAKey("broken.key", "it is no key of [RSA, EC, EdDSA]")),
                arguments(
                        "sslmode: require\nsslkey: authority.pem\nsslcert: authority.pem",
                        notAKey("authority.pem", "it holds no block 'PRIVATE KEY'")));
    }

    private static String notCertificates(String file, String why) {
        return "p.yaml:8: '%s' cannot be used: %s. Write the path of a file of certificates in PEM."
                .formatted(file, why);
    }

    private static String notAKey(String file, String why) {
        return "p.yaml:8: '%s' cannot be used: %s. Write it without a passphrase: openssl pkcs8 -topk8 -nocrypt -in FILE -out NEW."
                .formatted(file, why);
    }

    @ParameterizedTest
    @MethodSource("urls")
    void tellsWhatIsWrongWithAUrlAndShowsNothingOfIt(String url, String expected) throws Exception {
        assertThat(problems("url: '" + url + "'")).isEqualTo(expected).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @MethodSource("parameters")
    void tellsWhatIsWrongWithAParameter(String parameters, String expected) throws Exception {
        String url = "url: postgresql://mill:secret@db/shop?" + parameters;
        if (expected.isEmpty()) {
            assertThat(read(url).tls()).isEqualTo(Tls.DEFAULT);
        } else {
            assertThat(problems(url)).isEqualTo(expected).doesNotContain("secret", "hunter2");
        }
    }

    @ParameterizedTest
    @MethodSource("besideAUrl")
    void refusesAPartBesideAUrlThatSaysItToo(String part, String name) throws Exception {
        assertThat(problems(part + "\nurl: postgresql://m:p@db/shop?sslmode=require"))
                .isEqualTo(
                        "p.yaml:3: %s is said by the 'url' on line 4 too. Keep one of the two.",
                        name);
    }

    @ParameterizedTest
    @MethodSource("encryption")
    void tellsWhatIsWrongWithTheEncryption(String keys, String expected) throws Exception {
        assertThat(problems(PARTS + keys)).isEqualTo(expected).doesNotContain("hunter2");
    }

    @Test
    void tellsOfABrokenCertificateInJavasWords() throws Exception {
        assertThat(problems(PARTS + "sslmode: require\nsslrootcert: broken.pem"))
                .startsWith("p.yaml:8: 'broken.pem' cannot be used: ")
                .doesNotContain("hunter2");
    }

    @ParameterizedTest
    @CsvSource({"-1", "three", "1.5", "1000000"})
    void tellsOfADelayThatIsNoCount(String delay) throws Exception {
        assertThat(problems(PARTS + "lsn-commit.checkpoints-delay: " + delay))
                .isEqualTo(
                        "p.yaml:7: '%s' is not a number for 'lsn-commit.checkpoints-delay'."
                                + " Write a whole number from 0 to 999999.",
                        delay);
    }

    @ParameterizedTest
    @CsvSource({"db/shop?sslmode=disable", "'a,b'", "/var/run"})
    void tellsOfAHostThatIsNone(String host) throws Exception {
        assertThat(problems("hostname: " + host + "\ndatabase: shop\n" + LOGIN))
                .isEqualTo(
                        "p.yaml:3: '%s' is not a host. Write the name or address of one host:"
                                + " sockets and lists of hosts are not supported.",
                        host);
    }

    @Test
    void tellsOfADatabaseThatFlinkCdcCannotOpen() throws Exception {
        String url = "url: postgresql://mill:hunter2@db/shop%3Fsslmode=disable";
        assertThat(problems(url + "\nreader: flink-cdc"))
                .isEqualTo(
                        "p.yaml:2: the reader 'flink-cdc' cannot open a database of the name"
                                + " 'shop?sslmode=disable'. Write 'reader: wal', or rename the"
                                + " database: it must be without / ? # & % +.");
        assertThat(read(url).database()).isEqualTo("shop?sslmode=disable");
    }

    @Test
    void aMisspeltUrlIsTheOnlyProblem() throws Exception {
        assertThat(problems("urll: postgresql://m:hunter2@db/shop"))
                .isEqualTo("p.yaml:3: unknown key 'urll' in 'source'. Did you mean 'url'?");
    }

    @Test
    void asksForWhatAUrlLeavesOut() throws Exception {
        assertThat(problems("url: postgresql://db/shop"))
                .isEqualTo(
                        """
                        p.yaml:2: 'username' is missing in 'source'. Write 'username', the role to log in as.
                        p.yaml:2: 'password' is missing in 'source'. Write 'password', the role's password, best as a variable such as ${POSTGRES_PASSWORD}.""");
    }

    @Test
    void neverPrintsASecret() throws Exception {
        assertThat(source("url: postgresql://mill:hunter2@db/shop").toString())
                .contains("password=***")
                .doesNotContain("hunter2");
    }

    private static String problems(String section) throws Exception {
        return catchThrowableOfType(InvalidPipelineException.class, () -> source(section))
                .getMessage()
                .replace(folder + "/", "")
                .replace("'" + folder + "'", "''");
    }

    private static ConnectionSpec read(String section) throws Exception {
        return source(section).connection();
    }

    private static SourceSpec source(String section) throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("p.yaml"),
                        """
                        pipeline: products
                        source:
                        %s
                        definitions: [sinks.sql]
                        flows:
                          - {name: products, tables: public.products, sink: t}
                        """
                                .formatted(section.indent(2).stripTrailing()));
        return PipelineLoader.load(
                        file,
                        Map.of(
                                "PASSWORD",
                                "from the environment",
                                "URL",
                                "postgres://mill:hunter2@db/shop"))
                .source();
    }
}
