package io.millrace.source.wal;

import io.millrace.postgres.Database;
import io.millrace.postgres.LogHistory;
import io.millrace.postgres.LogOrigin;
import io.millrace.postgres.LogPosition;
import io.millrace.postgres.ReplicationSlot;
import io.millrace.postgres.TextFormat;
import io.millrace.postgres.TransactionIds;
import io.millrace.source.SlotDemands;
import io.millrace.source.SlotSpec;
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
    private final LogHistory history;
    private final long startLsn;
    private final Relations relations;
    private final Duration statusInterval;
    @Nullable private WalSplit confirmed;
    private long confirmedLsn;
    private long toldAt = System.nanoTime();

    private LogSession(
            SlotSpec slot,
            SlotDemands demands,
            Connection queries,
            Connection replication,
            PGReplicationStream stream,
            LogHistory history,
            long startLsn,
            Duration statusInterval) {
        this.demands = demands;
        this.queries = queries;
        this.replication = replication;
        this.stream = stream;
        this.history = history;
        this.startLsn = startLsn;
        WantedTables tables =
                new WantedTables(slot.tables(), queries, () -> demands.requirePublished(queries));
        this.relations = new Relations(tables, new TypeCatalog(queries), queries);
        this.statusInterval = statusInterval;
    }

    /**
     * Connects, checks the server, slot and publication, and starts the stream.
     *
     * @param read what it is to go on from
     * @throws io.millrace.source.PositionLostException if what comes after cannot be had any more
     */
    static LogSession open(SlotSpec slot, SlotDemands demands, WalSplit read) throws SQLException {
        Connection queries = Database.connect(slot.database());
        try {
            queries.setNetworkTimeout(Runnable::run, (int) ANSWER_TIMEOUT.toMillis());
            TextFormat.applyTo(queries);
            return start(slot, demands, read, queries);
        } catch (SQLException | RuntimeException e) {
            queries.close();
            throw e;
        }
    }

    private static LogSession start(
            SlotSpec slot, SlotDemands demands, WalSplit read, Connection queries)
            throws SQLException {
        Connection replication = Database.replicate(slot.database());
        try {
            LogHistory history = LogHistory.of(replication);
            long startLsn = new Continuity(history).resume(read);
            demands.requirePublished(queries);
            demands.requireChangesAfter(queries, startLsn);
            TextFormat.applyTo(replication);
            Duration statusInterval = statusInterval(queries);
            PGReplicationStream stream =
                    replication
                            .unwrap(PGConnection.class)
                            .getReplicationAPI()
                            .replicationStream()
                            .logical()
                            .withSlotName(slot.slot())
                            .withStartPosition(LogSequenceNumber.valueOf(startLsn))
                            .withSlotOption("proto_version", 1)
                            .withSlotOption("publication_names", slot.publication())
                            .withSlotOption("messages", true)
                            .withStatusInterval(
                                    (int) statusInterval.toMillis(), TimeUnit.MILLISECONDS)
                            .start();
            // Only now can nobody drop it and make another of its name.
            requireSameServer(demands.requireChangesAfter(queries, startLsn));
            return new LogSession(
                    slot, demands, queries, replication, stream, history, startLsn, statusInterval);
        } catch (SQLException | RuntimeException e) {
            replication.close();
            throw e;
        }
    }

    /** An address may have changed its server between the two sessions. */
    private static void requireSameServer(ReplicationSlot slot) throws SQLException {
        if (slot.activePid() == 0) {
            throw new SQLException(
                    "The server that is asked does not send the replication slot '"
                            + slot.name()
                            + "': two sessions have come to different servers",
                    "08006");
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

    /** Of the log that is read. */
    LogOrigin origin() {
        return history.origin();
    }

    /** Transactions that ended before are not sent. */
    long startLsn() {
        return startLsn;
    }

    Relations relations() {
        return relations;
    }

    /** Of the log that is read, from where it begins. */
    TransactionIds transactionIds() throws SQLException {
        return TransactionIds.of(queries);
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

    /** Lets the server forget what was read of it; does nothing if it was told already. */
    void confirm(@Nullable WalSplit read) throws SQLException {
        if (read == confirmed) {
            return;
        }
        confirmed = read;
        long lsn = new Continuity(history).confirmable(read);
        if (lsn > confirmedLsn) {
            confirmedLsn = lsn;
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
