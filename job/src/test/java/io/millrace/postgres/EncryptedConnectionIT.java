package io.millrace.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.millrace.config.ConnectionSpec;
import io.millrace.config.Pem;
import io.millrace.config.Place;
import io.millrace.config.ReaderName;
import io.millrace.config.Secret;
import io.millrace.config.SourceSpec;
import io.millrace.config.SslMode;
import io.millrace.config.Tls;
import io.millrace.demo.server.EmbeddedPostgres;
import io.millrace.pipeline.LocalRun;
import io.millrace.pipeline.Readers;
import io.millrace.source.ServerProblem;
import io.millrace.testing.CapturedLog;
import io.millrace.testing.TestAuthority;
import io.millrace.testing.TestAuthority.Certified;
import io.millrace.testing.TestDatabase;
import io.millrace.testing.TestPipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A server of the test's own, which encrypts; its rules are in {@link #RULES}. */
class EncryptedConnectionIT {
    private static final String PASSWORD = "correct-horse-battery-staple";
    private static final String RULES =
            """
            hostssl all scram all scram-sha-256
            hostssl all md5 all md5
            hostssl all certified all cert
            hostssl all twofold all scram-sha-256 clientcert=verify-full
            hostnossl all plain all scram-sha-256
            host all scram,md5,certified,twofold,plain all reject
            """;

    private static final String ALL_ENCRYPTED =
            """
            SELECT count(*) > 1 AND bool_and(ssl) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)
            WHERE usename = 'twofold'
            """;
    private static final Duration ARRIVAL = Duration.ofSeconds(60);

    @TempDir private static Path folder;
    private static TestAuthority authority;
    private static TestAuthority stranger;
    private static Certified twofold;
    private static EmbeddedPostgres server;
    private static TestDatabase database;

    @TempDir private Path stateRoot;

    @BeforeAll
    static void startServer() throws Exception {
        authority = TestAuthority.create(folder, "authority");
        stranger = TestAuthority.create(folder, "stranger");
        twofold = authority.issue("twofold", "dns:millrace");
        Certified certified = authority.issue("server", "dns:localhost");
        server =
                EmbeddedPostgres.start(
                        0,
                        Map.of(
                                "ssl",
                                "on",
                                "ssl_cert_file",
                                certified.certificate().toString(),
                                "ssl_key_file",
                                certified.key().toString(),
                                "ssl_ca_file",
                                authority.self().certificate().toString()));
        database = TestDatabase.on(server);
        database.execute(
                "CREATE ROLE scram SUPERUSER LOGIN PASSWORD '" + PASSWORD + "'",
                "CREATE ROLE plain SUPERUSER LOGIN PASSWORD '" + PASSWORD + "'",
                "CREATE ROLE twofold SUPERUSER LOGIN PASSWORD '" + PASSWORD + "'",
                "CREATE ROLE certified SUPERUSER LOGIN",
                "SET password_encryption = 'md5'",
                "CREATE ROLE md5 SUPERUSER LOGIN PASSWORD '" + PASSWORD + "'");
        database.requireOfConnections(RULES);
    }

    @AfterAll
    static void stopServer() throws Exception {
        database.close();
        server.close();
    }

    @Test
    void theServerIsTheOneThatItsCertificateNames() throws Exception {
        assertEncrypted("scram", tls(SslMode.VERIFY_FULL, authority));
    }

    @ParameterizedTest
    @CsvSource({"PREFER", "REQUIRE"})
    void encryptsWithoutKnowingAnyAuthority(SslMode mode) throws Exception {
        assertEncrypted("scram", new Tls(mode, Pem.NONE, Pem.NONE));
    }

    @Test
    void acceptsAPasswordThatIsKeptAsMd5() throws Exception {
        assertEncrypted("md5", tls(SslMode.VERIFY_FULL, authority));
    }

    @Test
    void showsItsOwnCertificate() throws Exception {
        Tls tls = tls(SslMode.VERIFY_FULL, authority);
        Pem own = identity(authority.issue("certified", "dns:millrace"));

        assertEncrypted("certified", new Tls(tls.mode(), tls.authorities(), own));
        assertThat(refused("localhost", "certified", tls))
                .startsWith("Postgres at localhost:PORT refuses the user (FATAL: ")
                .endsWith(
                        "If that asks for a certificate (clientcert), give 'sslcert' and 'sslkey'.");
    }

    @Test
    void goesOnInPlainTextWhereTheServerWantsItAndTheUserPermitsIt() throws Exception {
        Tls prefer = new Tls(SslMode.PREFER, Pem.NONE, Pem.NONE);
        try (Connection connection = Database.connect(source("localhost", "plain", prefer))) {
            assertThat(encrypted(connection)).isEqualTo("f");
        }
        assertThat(refused("localhost", "plain", tls(SslMode.VERIFY_FULL, authority)))
                .startsWith("Postgres at localhost:PORT refuses the user (FATAL: ");
    }

    @Test
    void refusesAServerOfAnotherName() throws Exception {
        assertThat(refused("127.0.0.1", "scram", tls(SslMode.VERIFY_FULL, authority)))
                .isEqualTo(
                        "The certificate of Postgres at 127.0.0.1:PORT is refused (No subject"
                                + " alternative names matching IP address 127.0.0.1 found). Write as"
                                + " 'hostname' the name that it was made for, or 'sslmode: verify-ca'"
                                + " to trust it under any name.");
        SourceSpec anyName = source("127.0.0.1", "scram", tls(SslMode.VERIFY_CA, authority));
        try (Connection connection = Database.connect(anyName)) {
            assertThat(encrypted(connection)).isEqualTo("t");
        }
    }

    @ParameterizedTest
    @CsvSource({"VERIFY_CA", "VERIFY_FULL"})
    void refusesAServerWhoseAuthorityItDoesNotKnow(SslMode mode) throws Exception {
        String problem =
                "The certificate of Postgres at localhost:PORT comes from an authority that is not"
                        + " trusted. Give the certificate of that authority as 'sslrootcert'.";
        assertThat(refused("localhost", "scram", tls(mode, stranger))).isEqualTo(problem);
        assertThat(refused("localhost", "scram", new Tls(mode, Pem.NONE, Pem.NONE)))
                .isEqualTo(problem);
    }

    @Test
    void aServerThatTakesEncryptedConnectionsAloneIsTold() throws Exception {
        assertThat(refused("localhost", "scram", new Tls(SslMode.DISABLE, Pem.NONE, Pem.NONE)))
                .startsWith("Postgres at localhost:PORT refuses the user (FATAL: ")
                .endsWith(
                        "If that takes encrypted connections alone (hostssl), write 'sslmode: require'.");
    }

    @Test
    void aServerThatDoesNotEncryptIsTold() throws Exception {
        try (TestDatabase plain = TestDatabase.create()) {
            ConnectionSpec there = plain.source().connection();
            SourceSpec source =
                    new SourceSpec(
                            new ConnectionSpec(
                                    there.hostname(),
                                    there.port(),
                                    there.database(),
                                    there.username(),
                                    there.password(),
                                    tls(SslMode.VERIFY_FULL, authority)),
                            new Place("p.yaml", 2));
            assertThat(refused(source))
                    .isEqualTo(
                            "Postgres at localhost:PORT does not encrypt, as 'sslmode: verify-full'"
                                    + " requires. Set ssl = on in its postgresql.conf, or write"
                                    + " 'sslmode: prefer'.");
        }
    }

    @Test
    void aWrongPasswordIsToldWithoutIt() throws Exception {
        ConnectionSpec right =
                source("localhost", "scram", tls(SslMode.VERIFY_FULL, authority)).connection();
        SourceSpec wrong =
                new SourceSpec(
                        new ConnectionSpec(
                                right.hostname(),
                                right.port(),
                                right.database(),
                                right.username(),
                                new Secret("hunter2"),
                                right.tls()),
                        new Place("p.yaml", 2));
        assertThat(refused(wrong))
                .isEqualTo(
                        "Postgres at localhost:PORT refuses the user (FATAL: password authentication"
                                + " failed for user \"scram\"). Check 'username' and 'password', and"
                                + " the server's pg_hba.conf.");
    }

    @ParameterizedTest
    @EnumSource(ReaderName.class)
    void aFlowRunsOverEncryptedConnectionsAlone(ReaderName reader) throws Exception {
        try (TestDatabase read = TestDatabase.on(server);
                CapturedLog log = CapturedLog.ofEverything()) {
            read.execute(
                    "CREATE TABLE t (id int PRIMARY KEY)",
                    "ALTER TABLE t REPLICA IDENTITY FULL",
                    "INSERT INTO t VALUES (1)");
            SourceSpec source = certified(read, reader);
            TestPipeline pipeline =
                    new TestPipeline(read, "public.t", stateRoot)
                            .source(source)
                            .reader(Readers.of(source));
            try (LocalRun run = pipeline.start()) {
                await().atMost(ARRIVAL)
                        .until(
                                () -> {
                                    read.execute("UPDATE t SET id = id");
                                    return pipeline.index().documents().size() == 1;
                                });
                read.execute("INSERT INTO t VALUES (2)");
                await().atMost(ARRIVAL).until(() -> pipeline.index().documents().size() == 2);
                assertThat(read.value(ALL_ENCRYPTED)).isEqualTo("t");
                assertThat(run.failure()).isEmpty();
            }
            String key = Files.readAllLines(twofold.key()).get(1);
            assertThat(log.lines())
                    .isNotEmpty()
                    .noneMatch(line -> line.contains(PASSWORD) || line.contains(key));
        }
    }

    /** The server wants both a password and a certificate of this user. */
    private static SourceSpec certified(TestDatabase read, ReaderName reader) throws IOException {
        Tls tls = tls(SslMode.VERIFY_FULL, authority);
        ConnectionSpec connection =
                new ConnectionSpec(
                        "localhost",
                        server.port(),
                        read.name(),
                        "twofold",
                        new Secret(PASSWORD),
                        new Tls(tls.mode(), tls.authorities(), identity(twofold)));
        return new SourceSpec(
                connection, reader, SourceSpec.DEFAULT_CHECKPOINTS_DELAY, new Place("p.yaml", 2));
    }

    private static void assertEncrypted(String user, Tls tls) throws SQLException {
        SourceSpec source = source("localhost", user, tls);
        try (Connection connection = Database.connect(source);
                Connection replication = Database.replicate(source)) {
            assertThat(encrypted(connection)).isEqualTo("t");
            assertThat(encrypted(replication)).isEqualTo("t");
        }
    }

    private static String encrypted(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")) {
            row.next();
            return row.getString(1);
        }
    }

    private static String refused(String hostname, String user, Tls tls) {
        return refused(source(hostname, user, tls));
    }

    /** What a user is told, the same for both kinds of connections. */
    private static String refused(SourceSpec source) {
        String connect = problem(source, () -> Database.connect(source).close());
        String replicate = problem(source, () -> Database.replicate(source).close());
        assertThat(replicate).isEqualTo(connect);
        return connect;
    }

    private interface Attempt {
        void run() throws SQLException;
    }

    private static String problem(SourceSpec source, Attempt attempt) {
        SQLException error = catchThrowableOfType(SQLException.class, attempt::run);
        String problem = ServerProblem.of(error, source).toString();
        assertThat(problem).startsWith("p.yaml:2: ").doesNotContain(PASSWORD, "hunter2");
        return problem.substring("p.yaml:2: ".length())
                .replace(":" + source.connection().port(), ":PORT");
    }

    private static SourceSpec source(String hostname, String user, Tls tls) {
        return new SourceSpec(
                new ConnectionSpec(
                        hostname, server.port(), database.name(), user, new Secret(PASSWORD), tls),
                new Place("p.yaml", 2));
    }

    private static Tls tls(SslMode mode, TestAuthority authority) throws IOException {
        return new Tls(mode, pem(authority.self().certificate()), Pem.NONE);
    }

    private static Pem identity(Certified own) throws IOException {
        return pem(own.certificate()).and(pem(own.key()));
    }

    private static Pem pem(Path file) throws IOException {
        return new Pem(new Secret(Files.readString(file)));
    }
}
