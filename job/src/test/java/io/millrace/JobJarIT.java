package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.cfg.PackageVersion;
import io.millrace.cli.MillraceJob;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.table.factories.Factory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged job jar holds all that a Flink cluster lacks, and nothing else. */
class JobJarIT {
    private static final Path JAR = Path.of(System.getProperty("millrace.job.jar"));
    private static final Path LIB = Path.of(System.getProperty("millrace.lib"));
    private static final long MAX_BYTES = 80 * 1024 * 1024;

    private static JarFile jar;
    private static List<String> entries;

    @TempDir private Path folder;

    @BeforeAll
    static void openJar() throws IOException {
        jar = new JarFile(JAR.toFile());
        entries = jar.stream().filter(e -> !e.isDirectory()).map(JarEntry::getName).toList();
    }

    @AfterAll
    static void closeJar() throws IOException {
        jar.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io/millrace/cli/MillraceJob.class",
                "io/millrace/sink/elasticsearch/ElasticsearchSinkFactory.class",
                "io/millrace/udf/SlugFunction.class",
                "io/millrace/udf/module/MillraceModule.class",
                "org/jsoup/Jsoup.class",
                "org/apache/flink/cdc/connectors/postgres/source/PostgresSourceBuilder.class",
                "org/apache/flink/cdc/connectors/base/source/IncrementalSource.class",
                "io/debezium/connector/postgresql/PostgresConnector.class",
                "org/apache/kafka/connect/data/Struct.class",
                "org/postgresql/Driver.class",
                "co/elastic/clients/elasticsearch/ElasticsearchAsyncClient.class",
                "org/elasticsearch/client/RestClient.class",
                "com/fasterxml/jackson/databind/ObjectMapper.class",
                "org/snakeyaml/engine/v2/api/Load.class",
                "picocli/CommandLine.class",
                "META-INF/NOTICE",
            })
    void holdsWhatAClusterLacks(String entry) {
        assertThat(jar.getEntry(entry)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Flink itself.
                "org/apache/flink/(api|core|runtime|streaming|client|table|configuration|util)/.*",
                "org/apache/flink/(formats|state|contrib|connector|shaded)/.*",
                "org/rocksdb/.*",
                // Logging is Flink's.
                "org/slf4j/.*",
                "org/apache/(log4j|logging)/.*",
                "ch/qos/.*",
                // The server side of Kafka, and of Kafka Connect.
                "kafka/.*\\.class",
                "org/apache/kafka/(server|tools|raft|metadata|streams|log4jappender)/.*",
                "common/message/.*",
                "org/eclipse/jetty/.*",
                "org/glassfish/.*",
                "javax/(ws|servlet|xml|activation)/.*",
                "jakarta/(ws|servlet)/.*",
                "org/reflections/.*",
                // Native code, which only Kafka's clients would use here.
                ".*\\.(so|dll|dylib|jnilib)",
                // The demo's servers, and tests.
                "io/zonky/.*",
                ".*\\.(txz|zip|jar)",
                "org/HdrHistogram/.*",
                "io/millrace/(testing/.*|.*(Test|IT)\\.class)",
                "org/(junit|assertj|awaitility)/.*",
                // Another Jackson than ours.
                "tools/jackson/.*",
                "org/codehaus/jackson/.*",
                // Signatures no longer hold in a merged jar.
                "META-INF/.*\\.(SF|DSA|RSA)",
                "META-INF/maven/.*",
                "(META-INF/versions/\\d+/)?module-info.class",
            })
    void holdsNothingThatAClusterBringsOrNobodyNeeds(String pattern) {
        Pattern unwanted = Pattern.compile(pattern);

        assertThat(entries.stream().filter(entry -> unwanted.matcher(entry).matches())).isEmpty();
    }

    @Test
    void holdsEveryEntryOnce() {
        assertThat(entries).doesNotHaveDuplicates();
    }

    @Test
    void holdsOneJackson() throws Exception {
        TreeSet<String> versions = new TreeSet<>();
        try (URLClassLoader loader = isolated()) {
            for (String name :
                    List.of(
                            "com.fasterxml.jackson.core.json.PackageVersion",
                            "com.fasterxml.jackson.databind.cfg.PackageVersion",
                            "com.fasterxml.jackson.datatype.jdk8.PackageVersion",
                            "com.fasterxml.jackson.datatype.jsr310.PackageVersion")) {
                versions.add(loader.loadClass(name).getField("VERSION").get(null).toString());
            }
        }

        assertThat(versions).containsExactly(PackageVersion.VERSION.toString());
        assertThat(entries.stream().filter(entry -> entry.endsWith("/ObjectMapper.class")))
                .containsExactly("com/fasterxml/jackson/databind/ObjectMapper.class");
    }

    @Test
    void isSmallEnoughToBeSubmittedQuickly() throws IOException {
        assertThat(Files.size(JAR)).isLessThan(MAX_BYTES);
    }

    @Test
    void mergesTheServicesOfAll() throws IOException {
        assertThat(service("org.apache.flink.table.factories.Factory"))
                .containsExactlyInAnyOrder(
                        "io.millrace.sink.elasticsearch.ElasticsearchSinkFactory",
                        "org.apache.flink.cdc.connectors.postgres.table.PostgreSQLTableFactory");
        assertThat(service("java.sql.Driver")).containsExactly("org.postgresql.Driver");
        assertThat(service("org.apache.commons.logging.LogFactory"))
                .containsExactly("org.apache.commons.logging.impl.SLF4JLogFactory");
    }

    @Test
    void flinkFindsTheConnectorInIt() throws Exception {
        try (URLClassLoader loader = isolated()) {
            Class<?> factory = loader.loadClass(Factory.class.getName());
            List<String> found = new ArrayList<>();
            for (Object service : ServiceLoader.load(factory, loader)) {
                found.add(service.getClass().getName());
            }
            assertThat(found).contains("io.millrace.sink.elasticsearch.ElasticsearchSinkFactory");
        }
    }

    /** Debezium's own skips changes that nobody has seen; see our class. */
    @Test
    void ourWalPositionLocatorIsTheOne() throws Exception {
        String name = "io.debezium.connector.postgresql.connection.WalPositionLocator";

        assertThat(sha256(bytes(name)))
                .isEqualTo(sha256(Files.readAllBytes(classes().resolve(path(name)))));
        try (URLClassLoader loader = isolated()) {
            Class<?> locator = loader.loadClass(name);
            assertThat(locator.getDeclaredFields()).isEmpty();
            Object made = locator.getConstructor().newInstance();
            assertThat(locator.getMethod("searchingEnabled").invoke(made)).isEqualTo(false);
        }
    }

    /** Flink CDC fixes classes of Debezium by others of the same name. */
    @Test
    void flinkCdcsClassesOfDebeziumWinOverDebeziumsOwn() throws Exception {
        List<String> overrides = new ArrayList<>();
        Map<String, String> wrong = new TreeMap<>();
        for (String cdc :
                List.of(
                        "flink-connector-postgres-cdc",
                        "flink-cdc-base",
                        "flink-connector-debezium")) {
            try (JarFile connector = new JarFile(onClassPath(cdc))) {
                for (JarEntry entry : connector.stream().toList()) {
                    String name = entry.getName();
                    if (name.startsWith("io/debezium/") && name.endsWith(".class")) {
                        overrides.add(name);
                        String expected = sha256(read(connector, name));
                        if (!sha256(read(jar, name)).equals(expected)) {
                            wrong.put(name, cdc);
                        }
                    }
                }
            }
        }

        assertThat(overrides)
                .contains(
                        "io/debezium/connector/postgresql/connection/PostgresReplicationConnection.class");
        assertThat(wrong).isEmpty();
    }

    @Test
    void itsMainClassIsWhatFlinkRunStarts() throws IOException {
        assertThat(jar.getManifest().getMainAttributes())
                .containsEntry(new Attributes.Name("Main-Class"), "io.millrace.cli.MillraceJob")
                .containsKey(new Attributes.Name("Implementation-Version"))
                .containsEntry(new Attributes.Name("Multi-Release"), "true");
    }

    @Test
    void theCommandLineWorksWithTheLibrariesBesideIt() throws Exception {
        assertThat(run("io.millrace.cli.Millrace", "--help"))
                .startsWith("Usage: millrace [-hV] COMMAND\n")
                .contains(
                        "\nExamples:\n",
                        "  millrace run conf/products.yaml       run a pipeline in this process\n");
    }

    @Test
    void theJobTellsHowToSubmitIt() throws Exception {
        assertThat(run("io.millrace.cli.MillraceJob", "--help"))
                .startsWith("Usage: millrace-job [-hV] [--fresh] [--jar=FILE]... PIPELINE\n")
                .endsWith(
                        """
                        Examples:
                          flink run -d millrace-job.jar conf/products.yaml
                          flink run -d -s SAVEPOINT millrace-job.jar conf/products.yaml
                        """);
    }

    private String run(String mainClass, String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-cp",
                                JAR + File.pathSeparator + LIB.resolve("*"),
                                mainClass));
        command.addAll(Arrays.asList(arguments));
        Path out = folder.resolve("out");
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile())
                        .start();
        boolean ended = process.waitFor(30, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).as(Files.readString(out)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(out)).isZero();
        return Files.readString(out);
    }

    private static List<String> service(String name) throws IOException {
        String text = new String(read(jar, "META-INF/services/" + name), StandardCharsets.UTF_8);
        return text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    }

    /** The jar and Flink's libraries, without this test's class path. */
    private static URLClassLoader isolated() throws IOException {
        List<URL> urls = new ArrayList<>(List.of(JAR.toUri().toURL()));
        try (Stream<Path> libraries = Files.list(LIB)) {
            for (Path library : libraries.toList()) {
                urls.add(library.toUri().toURL());
            }
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private static File onClassPath(String artifact) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(File::new)
                .filter(file -> file.getName().matches(artifact + "-\\d.*\\.jar"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(artifact + " is not on the class path"));
    }

    /** The folder that our main classes were compiled into. */
    private static Path classes() throws Exception {
        return Path.of(
                MillraceJob.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static byte[] bytes(String className) throws IOException {
        return read(jar, path(className));
    }

    private static String path(String className) {
        return className.replace('.', '/') + ".class";
    }

    private static byte[] read(JarFile jar, String entry) throws IOException {
        JarEntry found = jar.getJarEntry(entry);
        assertThat(found).as(entry).isNotNull();
        try (InputStream in = jar.getInputStream(found)) {
            return in.readAllBytes();
        }
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
