package io.millrace.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.config.ConnectionSpec;
import io.millrace.config.Place;
import io.millrace.config.Secret;
import io.millrace.config.SourceSpec;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerProblemTest {
    private static final SourceSpec SOURCE =
            new SourceSpec(
                    new ConnectionSpec("db.example", 5433, "shop", "mill", new Secret("hunter2")),
                    new Place("shop.yaml", 2));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            quoteCharacter = '`',
            textBlock =
                    """
                    08001 | shop.yaml:2: Cannot reach Postgres at db.example:5433 (it says so). Check 'hostname' and 'port', and that the server runs and listens there.
                    08006 | shop.yaml:2: Cannot reach Postgres at db.example:5433 (it says so). Check 'hostname' and 'port', and that the server runs and listens there.
                    28P01 | shop.yaml:2: Postgres at db.example:5433 refuses the user (it says so). Check 'username' and 'password', and the server's pg_hba.conf.
                    28000 | shop.yaml:2: Postgres at db.example:5433 refuses the user (it says so). Check 'username' and 'password', and the server's pg_hba.conf.
                    3D000 | shop.yaml:2: Postgres at db.example:5433 has no database 'shop'. Check 'database'.
                    42501 | shop.yaml:2: The user 'mill' lacks a right (it says so). The user needs REPLICATION, CREATE on the database, and must own the tables it is to publish.
                    53300 | shop.yaml:2: Postgres at db.example:5433 reports: it says so. SQLSTATE 53300 is explained in appendix A of Postgres's documentation.
                    """)
    void saysWhatIsWrongAndWhatToDo(String state, String problem) {
        SQLException error = new SQLException("  it says so\n", state);

        assertThat(ServerProblem.of(error, SOURCE)).hasToString(problem);
    }
}
