package io.millrace.source.wal;

import io.millrace.postgres.CommitVisibility;
import io.millrace.postgres.Database;
import io.millrace.postgres.LogPosition;
import io.millrace.source.SlotDemands;
import io.millrace.source.SlotSpec;
import io.millrace.source.value.TextFormat;
import io.millrace.source.wal.row.Relations;
import io.millrace.source.wal.row.WantedTables;
import io.millrace.source.wal.type.TypeCatalog;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.annotation.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.replication.LogSequenceNumber;
import org.postgresql.replication.PGReplicationStream;

/**
 * A stream from the slot, and a second session for the questions that come up meanwhile. Each fails
 * by an {@link SQLException}, and then neither is of use any more. Serves one thread, but for
 * {@link #abort}.
 */
final class LogSession implements AutoCloseable {
    /** A server that does not answer a small question in this time is not there any more. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

    private static final Duration MAX_STATUS_INTERVAL = Duration.ofSeconds(10);

    private final SlotDemands demands;
    private final Connection queries;
    private final Connection replication;
    private final PGReplicationStream stream;
    private final Relations relations;
    private final Duration statusInterval;
    private long confirmed;
    private long toldAt = System.nanoTime();

    private LogSession(
            SlotDemands demands,
            Connection queries,
            Connection replication,
            PGReplicationStream stream,
            Relations relations,
            Duration statusInterval) {
        this.demands = demands;
        this.queries = queries;
        this.replication = replication;
        this.stream = stream;
        this.relations = relations;
        this.statusInterval = statusInterval;
    }

    /**
     * Connects, checks slot and publication, and starts the stream.
     *
     * @param confirmLsn transactions that ended before are not sent
     * @throws io.millrace.source.PositionLostException if what comes after cannot be had any more
     */
    static LogSession open(SlotSpec slot, SlotDemands demands, long confirmLsn)
            throws SQLException {
        Connection queries = Database.connect(slot.database());
        try {
            queries.setNetworkTimeout(Runnable::run, (int) ANSWER_TIMEOUT.toMillis());
            TextFormat.applyTo(queries);
            demands.requirePublished(queries);
            demands.requireChangesAfter(queries, confirmLsn);
            return start(slot, demands, confirmLsn, queries);
        } catch (SQLException | RuntimeException e) {
            queries.close();
            throw e;
        }
    }

    private static LogSession start(
            SlotSpec slot, SlotDemands demands, long confirmLsn, Connection queries)
            throws SQLException {
        Connection replication = Database.replicate(slot.database());
        try {
            TextFormat.applyTo(replication);
            Duration statusInterval = statusInterval(queries);
            PGReplicationStream stream =
                    replication
                            .unwrap(PGConnection.class)
                            .getReplicationAPI()
                            .replicationStream()
                            .logical()
                            .withSlotName(slot.slot())
                            .withStartPosition(LogSequenceNumber.valueOf(confirmLsn))
                            .withSlotOption("proto_version", 1)
                            .withSlotOption("publication_names", slot.publication())
                            .withSlotOption("messages", true)
                            .withStatusInterval(
                                    (int) statusInterval.toMillis(), TimeUnit.MILLISECONDS)
                            .start();
            // Only now can nobody drop it and make another of its name.
            demands.requireChangesAfter(queries, confirmLsn);
            WantedTables tables =
                    new WantedTables(
                            slot.tables(), queries, () -> demands.requirePublished(queries));
            Relations relations = new Relations(tables, new TypeCatalog(queries), queries);
            return new LogSession(demands, queries, replication, stream, relations, statusInterval);
        } catch (SQLException | RuntimeException e) {
            replication.close();
            throw e;
        }
    }

    /** Often enough for {@code wal_sender_timeout}, of which 0 means none. */
    private static Duration statusInterval(Connection queries) throws SQLException {
        Duration timeout = LogPosition.senderTimeout(queries);
        Duration third = timeout.dividedBy(3);
        return timeout.isZero() || third.compareTo(MAX_STATUS_INTERVAL) > 0
                ? MAX_STATUS_INTERVAL
                : third;
    }

    Relations relations() {
        return relations;
    }

    /** What the session for questions sees. */
    CommitVisibility visibility() {
        return new CommitVisibility(queries);
    }

    /** How often {@link #keepAlive} must be called at least when {@link #next} is not. */
    Duration statusInterval() {
        return statusInterval;
    }

    /**
     * The next message; waits for it no longer than a millisecond. Tells the server, where it is
     * time, that we are there.
     */
    @Nullable
    ByteBuffer next() throws SQLException {
        return stream.readPending();
    }

    /**
     * The position of what was received last. When {@link #next} had nothing and no transaction is
     * open, everything before it was read: the server sends its own position as a keepalive in the
     * same stream, behind every transaction whose end it has come by.
     */
    long receivedLsn() {
        return stream.getLastReceiveLSN().asLong();
    }

    /** Lets the server forget what ended up to here; does nothing if it was told already. */
    void confirm(long lsn) throws SQLException {
        if (lsn > confirmed) {
            confirmed = lsn;
            stream.setFlushedLSN(LogSequenceNumber.valueOf(lsn));
            stream.forceUpdateStatus();
        }
    }

    /** Tells the server, where it is time, that we are there, although we do not read. */
    void keepAlive() throws SQLException {
        long now = System.nanoTime();
        if (now - toldAt >= statusInterval.toNanos()) {
            toldAt = now;
            stream.forceUpdateStatus();
        }
    }

    /** Why changes may be missing from the stream; else empty. */
    Optional<String> whyIncomplete() throws SQLException {
        return demands.whyIncomplete(queries);
    }

    /** Where the server's log ends now. */
    long serverLsn() throws SQLException {
        return LogPosition.current(queries);
    }

    /** Ends both sessions from another thread, whatever they are at. */
    void abort() throws SQLException {
        replication.abort(Runnable::run);
        queries.abort(Runnable::run);
    }

    /** Ends the sessions; not the stream before, which would first read it to its end. */
    @Override
    public void close() throws SQLException {
        try {
            replication.close();
        } finally {
            queries.close();
        }
    }
}
