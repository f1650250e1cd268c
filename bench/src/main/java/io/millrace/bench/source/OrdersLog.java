package io.millrace.bench.source;

import io.millrace.bench.data.Orders;
import io.millrace.change.Lsn;
import io.millrace.demo.server.EmbeddedPostgres;
import io.millrace.postgres.LogPosition;
import io.millrace.postgres.Publication;
import io.millrace.postgres.ReplicationSlot;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A server of its own whose slots all have the same changes of {@link Orders}. */
final class OrdersLog implements AutoCloseable {
    static final String DATABASE = "postgres";
    static final String PUBLICATION = "bench";

    private static final Map<String, String> SETTINGS =
            Map.of(
                    // Nothing of the server's own runs beside what is measured.
                    "autovacuum", "off",
                    "checkpoint_timeout", "1h",
                    "max_wal_size", "32GB",
                    "shared_buffers", "256MB");
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final EmbeddedPostgres server;
    private final Connection connection;
    private long endLsn;

    private OrdersLog(EmbeddedPostgres server, Connection connection) {
        this.server = server;
        this.connection = connection;
    }

    static OrdersLog start() throws IOException, SQLException {
        EmbeddedPostgres server = EmbeddedPostgres.start(0, SETTINGS);
        try {
            OrdersLog log = new OrdersLog(server, server.connect(DATABASE));
            Orders.create(log.connection);
            Publication.publish(log.connection, PUBLICATION, List.of(Orders.TABLE));
            return log;
        } catch (SQLException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    int port() {
        return server.port();
    }

    Connection connect() throws SQLException {
        return server.connect(DATABASE);
    }

    /** Creates a slot, which has every change from now on. */
    void addSlot(String name) throws SQLException {
        ReplicationSlot.create(connection, name);
    }

    /** Makes the changes, and leaves the table empty. */
    void write(long changes) throws SQLException {
        Orders.write(connection, changes);
        endLsn = LogPosition.current(connection);
        // So that who reads the rows there are, before the log, finds none.
        Orders.clear(connection);
    }

    /** Behind the changes, as Postgres writes it. */
    String endLsn() {
        return Lsn.format(endLsn);
    }

    /** The server's process that sends the slot; 0 if nobody reads it. */
    int senderPid(String slot) throws SQLException {
        return ReplicationSlot.find(connection, slot).orElseThrow().activePid();
    }

    /** Drops the slot, once nobody reads it any more, so that its log may go. */
    void dropSlot(String name) throws SQLException {
        while (senderPid(name) != 0) {
            LockSupport.parkNanos(POLL_NANOS);
        }
        ReplicationSlot.drop(connection, name);
    }

    @Override
    public void close() throws IOException, SQLException {
        connection.close();
        server.close();
    }
}
