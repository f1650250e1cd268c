package io.millrace.source.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.jdbc.JdbcConfiguration;
import io.millrace.config.ConnectionSpec;
import io.millrace.config.Pem;
import io.millrace.config.Place;
import io.millrace.config.ReaderName;
import io.millrace.config.Secret;
import io.millrace.config.SourceSpec;
import io.millrace.config.SslMode;
import io.millrace.config.Tls;
import io.millrace.postgres.TlsSockets;
import io.millrace.source.SlotSpec;
import java.util.List;
import java.util.Map;
import org.apache.flink.cdc.connectors.base.relational.connection.ConnectionPoolId;
import org.apache.flink.cdc.connectors.postgres.source.config.PostgresSourceConfig;
import org.junit.jupiter.api.Test;

/** What Flink CDC is told. */
class FlinkCdcReaderTest {
    private static final Tls VERIFIED = new Tls(SslMode.VERIFY_FULL, Pem.NONE, Pem.NONE);

    @Test
    void theSlotLagsBehindAsManyCheckpointsAsTheSourceSays() {
        assertThat(settings(Tls.DEFAULT, "u", 0).getLsnCommitCheckpointsDelay()).isZero();
        assertThat(settings(Tls.DEFAULT, "u", 7).getLsnCommitCheckpointsDelay()).isEqualTo(7);
    }

    @Test
    void allItsConnectionsAreEncryptedAlike() {
        PostgresSourceConfig settings = settings(VERIFIED, "u", 3);
        Map<String, String> properties = TlsSockets.properties(VERIFIED);

        assertThat(jdbc(settings).asMap()).containsAllEntriesOf(properties);
        assertThat(properties)
                .hasSameSizeAs(TlsSockets.PROPERTIES)
                .allSatisfy(
                        (name, value) ->
                                assertThat(new EncryptedPool().getJdbcUrl(settings))
                                        .startsWith("jdbc:postgresql://db:5433/shop?")
                                        .contains(name + "=" + value));
    }

    @Test
    void connectionsThatDifferAreNotMixedUp() {
        assertThat(pool(VERIFIED, "u"))
                .isEqualTo(pool(VERIFIED, "u"))
                .isNotEqualTo(pool(VERIFIED, "other"))
                .isNotEqualTo(pool(Tls.DEFAULT, "u"));
    }

    private static ConnectionPoolId pool(Tls tls, String user) {
        return new EncryptedPool().getPoolId(jdbc(settings(tls, user, 3)), "pool");
    }

    private static JdbcConfiguration jdbc(PostgresSourceConfig settings) {
        return settings.getDbzConnectorConfig().getJdbcConfig();
    }

    private static PostgresSourceConfig settings(Tls tls, String user, int checkpointsDelay) {
        SourceSpec source =
                new SourceSpec(
                        new ConnectionSpec("db", 5433, "shop", user, new Secret("hunter2"), tls),
                        ReaderName.FLINK_CDC,
                        checkpointsDelay,
                        new Place("p.yaml", 2));
        return FlinkCdcReader.settings(SlotSpec.of("products", source, List.of())).create(0);
    }
}
