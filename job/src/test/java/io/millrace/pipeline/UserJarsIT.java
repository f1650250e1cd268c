package io.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.change.Action;
import io.millrace.change.Json;
import io.millrace.change.Origin;
import io.millrace.change.Position;
import io.millrace.change.RowChange;
import io.millrace.change.RowKey;
import io.millrace.change.TableName;
import io.millrace.change.VersionedChange;
import io.millrace.change.VersionedTypeInfo;
import io.millrace.config.Fragment;
import io.millrace.config.Place;
import io.millrace.config.SqlStatement;
import io.millrace.flow.function.JavaFilter;
import io.millrace.testing.SourceJar;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.SinkFunction;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.util.FlinkUserCodeClassLoaders;
import org.apache.flink.util.TemporaryClassLoaderContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users' classes in a jar, in a job that is planned and run as {@link LocalRun} does it. */
class UserJarsIT {
    private static final Place PLACE = new Place("pipeline.yaml", 7);
    private static final Fragment.Function DEARER =
            new Fragment.Function("com.acme.Dearer", Map.of("than", 5), PLACE);

    @TempDir private Path folder;
    private Path sql;
    private Path steps;

    @BeforeEach
    void buildJars() throws Exception {
        Collected.VALUES.clear();
        sql =
                jar("sql")
                        .add(
                                "Loud",
                                """
                                public class Loud extends org.apache.flink.table.functions.ScalarFunction {
                                    public String eval(String text) {
                                        return Voice.raised(text);
                                    }
                                }
                                """)
                        .add(
                                "Voice",
                                """
                                class Voice {
                                    static String raised(String text) {
                                        return text.toUpperCase() + "!";
                                    }
                                }
                                """)
                        .build();
        steps =
                jar("steps")
                        .add(
                                "Dearer",
                                """
                                import io.millrace.udf.*;
                                public class Dearer implements FilterFunction {
                                    private int than;
                                    public void open(FunctionOptions options) {
                                        than = options.integer("than");
                                    }
                                    public boolean keep(Change change) {
                                        return change.record().path("price").intValue() > than;
                                    }
                                }
                                """)
                        .build();
    }

    @Test
    void aJarsFunctionsWorkInSqlAndAsSteps() throws Exception {
        run(UserJars.of(List.of(sql, steps)), "CREATE FUNCTION loud AS 'com.acme.Loud'");

        assertThat(Collected.VALUES).containsExactlyInAnyOrder("6!", "7!");
    }

    @Test
    void aFunctionMayNameItsJarItself() throws Exception {
        run(
                UserJars.of(List.of(steps)),
                "CREATE FUNCTION loud AS 'com.acme.Loud' USING JAR '" + sql + "'");

        assertThat(Collected.VALUES).containsExactlyInAnyOrder("6!", "7!");
    }

    /** As one built with all that it depends on: the classes of its copy must not be others. */
    @Test
    void aJarMayBringItsOwnCopyOfTheInterfaces() throws Exception {
        Path fat =
                jar("fat")
                        .add(
                                "Any",
                                """
                                import io.millrace.udf.*;
                                public class Any implements FilterFunction {
                                    public boolean keep(Change change) {
                                        return change.record().isEmpty();
                                    }
                                }
                                """)
                        .withClass("io/millrace/udf/FilterFunction.class")
                        .withClass("com/fasterxml/jackson/databind/node/ObjectNode.class")
                        .build();
        Fragment.Function any = new Fragment.Function("com.acme.Any", Map.of(), PLACE);
        ClassLoader own = getClass().getClassLoader();

        assertThat(
                        JavaFilter.check(
                                any,
                                UserJars.of(List.of(fat)).classLoader(own, new Configuration())))
                .isEmpty();
        try (URLClassLoader unshared =
                FlinkUserCodeClassLoaders.create(
                        new URL[] {fat.toUri().toURL()}, own, new Configuration())) {
            assertThat(JavaFilter.check(any, unshared)).isPresent();
        }
    }

    @Test
    void withoutItsJarThereIsNoSuchClass() {
        assertThat(JavaFilter.check(DEARER, getClass().getClassLoader()).orElseThrow())
                .hasToString(
                        "pipeline.yaml:7: There is no class 'com.acme.Dearer'. Name the jar that"
                                + " holds it under 'jars'; a class within another is written"
                                + " Outer$Inner.");
        assertThatThrownBy(
                        () ->
                                run(
                                        UserJars.of(List.of(steps)),
                                        "CREATE FUNCTION loud AS 'com.acme.Loud'"))
                .hasStackTraceContaining("com.acme.Loud");
    }

    @Test
    void aJarThatIsNoneIsAProblemOfThePipelineFile() throws Exception {
        Path text = Files.writeString(folder.resolve("text.jar"), "no jar");

        assertThat(UserJars.check(sql, PLACE)).isEmpty();
        assertThat(UserJars.check(folder.resolve("none.jar"), PLACE).orElseThrow())
                .hasToString(
                        "pipeline.yaml:7: there is no jar "
                                + folder.resolve("none.jar")
                                + ". Name a file, seen from the folder of the pipeline file.");
        assertThat(UserJars.check(text, PLACE).orElseThrow().toString())
                .startsWith("pipeline.yaml:7: " + text + " cannot be read as a jar: ")
                .endsWith(". Build it again, and let this user read it.");
    }

    private SourceJar jar(String name) throws IOException {
        return new SourceJar(Files.createDirectory(folder.resolve(name)));
    }

    /** Prices from 4 to 7: those dearer than 5 by the step, loud by SQL. */
    private static void run(UserJars jars, String definition) throws Exception {
        Configuration settings = UserJars.sharing(new Configuration());
        StreamExecutionEnvironment environment = new StreamExecutionEnvironment(settings);
        environment.setParallelism(1);
        jars.addTo(environment);
        ClassLoader loader = jars.classLoader(UserJarsIT.class.getClassLoader(), settings);
        try (TemporaryClassLoaderContext context = TemporaryClassLoaderContext.of(loader);
                MiniCluster cluster =
                        new MiniCluster(
                                new MiniClusterConfiguration.Builder()
                                        .setConfiguration(settings)
                                        .build())) {
            addJob(environment, definition);
            JobGraph job = environment.getStreamGraph().getJobGraph();
            UserJars.addTo(job, environment);
            cluster.start();
            cluster.executeJobBlocking(job);
        }
    }

    private static void addJob(StreamExecutionEnvironment environment, String definition) {
        StreamTableEnvironment tables = StreamTableEnvironment.create(environment);
        Definitions definitions = new Definitions(tables);
        definitions.define(List.of(new SqlStatement(definition, new Place("sinks.sql", 1))));
        assertThat(definitions.problems()).isEmpty();
        DataStream<String> kept =
                environment
                        .fromSequence(4, 7)
                        .map(UserJarsIT::row)
                        .returns(VersionedTypeInfo.VERSIONED_CHANGE)
                        .filter(new Filter())
                        .map(change -> change.change().key().id())
                        .returns(Types.STRING);
        tables.createTemporaryView("kept", kept);
        tables.toDataStream(tables.sqlQuery("SELECT loud(f0) FROM kept"), String.class)
                .addSink(new Collected());
    }

    private static VersionedChange row(long price) {
        return new VersionedChange(
                RowChange.of(
                        Action.READ,
                        new RowKey(new TableName("public", "products"), Long.toString(price)),
                        Json.of("{\"price\": " + price + "}"),
                        new Origin(new Position(1, 0), 0, 0, null)),
                1);
    }

    /** A step as an operator opens it: by Flink's own class loader of users' code. */
    private static final class Filter extends RichFilterFunction<VersionedChange> {
        private static final long serialVersionUID = 1L;
        private transient JavaFilter filter;

        @Override
        public void open(OpenContext context) {
            filter = JavaFilter.open(DEARER, getRuntimeContext().getUserCodeClassLoader());
        }

        @Override
        public boolean filter(VersionedChange change) throws Exception {
            return filter.test(change);
        }

        @Override
        public void close() {
            filter.close();
        }
    }

    @SuppressWarnings("deprecation") // Enough for a test.
    private static final class Collected implements SinkFunction<String> {
        private static final long serialVersionUID = 1L;
        static final ConcurrentLinkedQueue<String> VALUES = new ConcurrentLinkedQueue<>();

        @Override
        public void invoke(String value, Context context) {
            VALUES.add(value);
        }
    }
}
