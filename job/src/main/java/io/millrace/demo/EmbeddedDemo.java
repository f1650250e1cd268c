package io.millrace.demo;

import io.millrace.config.PipelineLoader;
import io.millrace.config.PipelineSpec;
import io.millrace.demo.server.EmbeddedElasticsearch;
import io.millrace.demo.server.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * The demo with all that it needs: a Postgres, an Elasticsearch and a Flink in this process, each
 * gone when it is closed.
 */
public final class EmbeddedDemo implements AutoCloseable {
    private static final String DATABASE = "shop";
    private static final int POSTGRES_PORT = 5432;
    private static final int ELASTICSEARCH_PORT = 9200;

    private final PrintStream out;
    private final EmbeddedPostgres postgres;
    private final EmbeddedElasticsearch elasticsearch;
    private final LocalDemoPipeline pipeline;
    private final Demo demo;

    private EmbeddedDemo(
            PrintStream out,
            EmbeddedPostgres postgres,
            EmbeddedElasticsearch elasticsearch,
            LocalDemoPipeline pipeline) {
        this.out = out;
        this.postgres = postgres;
        this.elasticsearch = elasticsearch;
        this.pipeline = pipeline;
        this.demo = new Demo(servers(postgres, elasticsearch), pipeline, out);
    }

    /**
     * Starts the servers.
     *
     * @param pipelineFile {@code conf/demo.yaml}
     */
    public static EmbeddedDemo start(Path pipelineFile, PrintStream out)
            throws IOException, InterruptedException, SQLException {
        out.println("Starting Postgres and Elasticsearch …");
        EmbeddedPostgres postgres = EmbeddedPostgres.start(POSTGRES_PORT, Map.of());
        try {
            createDatabase(postgres);
            EmbeddedElasticsearch elasticsearch =
                    EmbeddedElasticsearch.start(
                            EmbeddedElasticsearch.Options.DEFAULT.preferringPort(
                                    ELASTICSEARCH_PORT));
            tellPort(out, "Postgres", POSTGRES_PORT, postgres.port());
            tellPort(out, "Elasticsearch", ELASTICSEARCH_PORT, elasticsearch.port());
            PipelineSpec spec =
                    PipelineLoader.load(pipelineFile, variables(postgres, elasticsearch));
            return new EmbeddedDemo(out, postgres, elasticsearch, new LocalDemoPipeline(spec));
        } catch (IOException | InterruptedException | SQLException | RuntimeException e) {
            postgres.close();
            throw e;
        }
    }

    /**
     * @return the status to exit with
     */
    public int run(DemoOptions options) throws Exception {
        return demo.run(options);
    }

    /** Stops all; nothing of it stays. */
    @Override
    public void close() throws IOException {
        demo.stop();
        try (postgres;
                elasticsearch;
                pipeline) {
            out.flush();
        }
    }

    private static void createDatabase(EmbeddedPostgres postgres) throws SQLException {
        try (Connection connection = postgres.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + DATABASE);
        }
    }

    private static void tellPort(PrintStream out, String server, int preferred, int actual) {
        String note = preferred == actual ? "" : " (" + preferred + " is taken)";
        out.println("  " + server + " on port " + actual + note);
    }

    private static Map<String, String> variables(
            EmbeddedPostgres postgres, EmbeddedElasticsearch elasticsearch) {
        Map<String, String> variables = new HashMap<>();
        variables.put("POSTGRES_HOSTNAME", "localhost");
        variables.put("POSTGRES_PORT", String.valueOf(postgres.port()));
        variables.put("POSTGRES_DATABASE", DATABASE);
        variables.put("POSTGRES_USERNAME", EmbeddedPostgres.USERNAME);
        variables.put("POSTGRES_PASSWORD", EmbeddedPostgres.PASSWORD);
        variables.put("ELASTICSEARCH_URL", elasticsearch.url());
        return variables;
    }

    private static DemoServers servers(
            EmbeddedPostgres postgres, EmbeddedElasticsearch elasticsearch) {
        return new DemoServers(
                "localhost",
                postgres.port(),
                DATABASE,
                EmbeddedPostgres.USERNAME,
                EmbeddedPostgres.PASSWORD,
                URI.create(elasticsearch.url()));
    }
}
