package io.millrace.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.config.ConnectionSpec;
import io.millrace.config.Place;
import io.millrace.config.Problem;
import io.millrace.config.Secret;
import io.millrace.config.SourceSpec;
import io.millrace.postgres.Database;
import io.millrace.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeadLetterTableIT {
    private static final String COLUMNS =
            "SELECT count(*) FROM information_schema.columns WHERE table_schema = 'millrace' AND"
                    + " table_name = 'dead_letter'";

    private TestDatabase database;
    private String user;

    @BeforeEach
    void aUserWithoutRights() throws Exception {
        database = TestDatabase.create();
        user = "clerk_" + database.name();
        database.execute("CREATE ROLE " + user + " LOGIN PASSWORD 'hush'");
    }

    @AfterEach
    void dropDatabase() throws Exception {
        database.execute("DROP OWNED BY " + user + " CASCADE", "DROP ROLE " + user);
        database.close();
    }

    @Test
    void isCreatedOnceByWhoMay() throws Exception {
        database.execute("GRANT CREATE ON DATABASE " + database.name() + " TO " + user);

        assertThat(problem()).isEmpty();
        create();
        create();

        assertThat(problem()).isEmpty();
        assertThat(database.value(COLUMNS)).isEqualTo("18");
    }

    @Test
    void isCreatedOnceByManyAtATime() throws Exception {
        ExecutorService pipelines = Executors.newFixedThreadPool(6);
        try {
            List<Future<?>> starts = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                starts.add(
                        pipelines.submit(
                                () -> {
                                    try (Connection connection = database.connect()) {
                                        new DeadLetterTable(connection).create();
                                    }
                                    return null;
                                }));
            }
            for (Future<?> start : starts) {
                start.get();
            }
        } finally {
            pipelines.shutdownNow();
        }
        assertThat(database.value(COLUMNS)).isEqualTo("18");
    }

    @Test
    void whoMayNotCreateItIsToldWhatToDo() throws Exception {
        assertThat(problem())
                .contains(
                        new Problem(
                                source().place(),
                                "The user '"
                                        + user
                                        + "' may not create the table millrace.dead_letter for dead"
                                        + " letters",
                                "Run GRANT CREATE ON DATABASE \""
                                        + database.name()
                                        + "\" TO \""
                                        + user
                                        + "\", or create the table as docs/running.md shows."));

        database.execute("CREATE SCHEMA millrace");
        assertThat(problem())
                .get()
                .extracting(Problem::remedy)
                .asString()
                .startsWith("Run GRANT CREATE ON SCHEMA millrace TO \"" + user + "\", or");
        database.execute("GRANT USAGE, CREATE ON SCHEMA millrace TO " + user);
        assertThat(problem()).isEmpty();
        create();
        assertThat(problem()).isEmpty();
    }

    @Test
    void whoMayNotWriteToItIsToldWhatToDo() throws Exception {
        new DeadLetterTable(database.connection()).create();
        Problem problem = problem().orElseThrow();
        assertThat(problem.message())
                .isEqualTo(
                        "The user '"
                                + user
                                + "' may not write dead letters into millrace.dead_letter");

        String grants = problem.remedy().substring("Run ".length(), problem.remedy().length() - 1);
        database.execute(grants.split(";"));

        assertThat(problem()).isEmpty();
        create();
    }

    @Test
    void thePageShowsItAsItIs() throws Exception {
        assertThat(Files.readString(Path.of("../docs/running.md")))
                .contains("CREATE SCHEMA millrace;\n" + DeadLetterTable.DDL.strip() + ";\n");
    }

    private Optional<Problem> problem() throws Exception {
        try (Connection connection = Database.connect(source())) {
            return new DeadLetterTable(connection).problem(source());
        }
    }

    private void create() throws Exception {
        try (Connection connection = Database.connect(source())) {
            new DeadLetterTable(connection).create();
        }
    }

    private SourceSpec source() {
        return new SourceSpec(
                new ConnectionSpec(
                        "localhost",
                        database.source().connection().port(),
                        database.name(),
                        user,
                        new Secret("hush")),
                new Place("test.yaml", 2));
    }
}
