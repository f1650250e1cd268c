package io.millrace.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.config.ConnectionSpec;
import io.millrace.config.ReaderName;
import io.millrace.config.Secret;
import io.millrace.config.SourceSpec;
import io.millrace.pipeline.LocalRun;
import io.millrace.pipeline.Readers;
import io.millrace.testing.CapturedLog;
import io.millrace.testing.TestDatabase;
import io.millrace.testing.TestPipeline;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PasswordIT {
    private static final String PASSWORD = "correct-horse-battery-staple";

    @TempDir private Path stateRoot;

    @ParameterizedTest
    @EnumSource(ReaderName.class)
    void thePasswordOpensTheDatabaseAndIsNeverLogged(ReaderName reader) throws Exception {
        try (TestDatabase database = TestDatabase.create();
                CapturedLog log = CapturedLog.ofEverything()) {
            String user = "owner_of_" + database.name();
            database.execute(
                    "CREATE ROLE " + user + " SUPERUSER LOGIN PASSWORD '" + PASSWORD + "'",
                    "CREATE TABLE t (id int PRIMARY KEY)",
                    "INSERT INTO t VALUES (1)");
            database.requirePasswordOf(user);
            SourceSpec source = database.source();
            SourceSpec withPassword =
                    new SourceSpec(
                            new ConnectionSpec(
                                    source.connection().hostname(),
                                    source.connection().port(),
                                    source.connection().database(),
                                    user,
                                    new Secret(PASSWORD)),
                            reader,
                            SourceSpec.DEFAULT_CHECKPOINTS_DELAY,
                            source.place());
            TestPipeline pipeline =
                    new TestPipeline(database, "public.t", stateRoot)
                            .source(withPassword)
                            .reader(Readers.of(withPassword));
            try (LocalRun run = pipeline.start()) {
                database.execute("INSERT INTO t VALUES (2)", "UPDATE t SET id = id");
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> pipeline.index().documents().size() == 2);
                assertThat(whatTheWebUiShows(run)).contains("latest row").doesNotContain(PASSWORD);
            }
            assertThat(log.lines()).isNotEmpty().noneMatch(line -> line.contains(PASSWORD));
            // What they are known to log, so that the line above can fail.
            String logged =
                    reader == ReaderName.WAL ? "Source: changes" : "PostgresConnectorConfig is";
            assertThat(log.lines()).anyMatch(line -> line.contains(logged));
        }
    }

    private static String whatTheWebUiShows(LocalRun run) throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        String jobs = get(client, run.webUi() + "/jobs/overview");
        Matcher id = Pattern.compile("\"jid\":\"(\\w+)\"").matcher(jobs);
        assertThat(id.find()).isTrue();
        String job = run.webUi() + "/jobs/" + id.group(1);
        return get(client, job)
                + get(client, job + "/plan")
                + get(client, job + "/config")
                + get(client, run.webUi() + "/jobmanager/config");
    }

    private static String get(HttpClient client, String url) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
}
