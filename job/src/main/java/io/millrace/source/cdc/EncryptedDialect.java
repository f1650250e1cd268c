package io.millrace.source.cdc;

import org.apache.flink.cdc.connectors.base.relational.connection.JdbcConnectionPoolFactory;
import org.apache.flink.cdc.connectors.postgres.source.PostgresDialect;
import org.apache.flink.cdc.connectors.postgres.source.config.PostgresSourceConfig;

/** Flink CDC's dialect with an {@link EncryptedPool} in place of its own. */
final class EncryptedDialect extends PostgresDialect {
    private static final long serialVersionUID = 1L;

    EncryptedDialect(PostgresSourceConfig settings) {
        super(settings);
    }

    @Override
    public JdbcConnectionPoolFactory getPooledDataSourceFactory() {
        return new EncryptedPool();
    }
}
