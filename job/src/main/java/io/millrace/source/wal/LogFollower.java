package io.millrace.source.wal;

import io.millrace.change.Lsn;
import io.millrace.source.SlotDemands;
import io.millrace.source.SlotSpec;
import io.millrace.source.UnreadableChangeException;
import io.millrace.source.wal.pgoutput.MalformedMessageException;
import io.millrace.source.wal.pgoutput.MessageDecoder;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Duration;
import javax.annotation.Nullable;

/**
 * Follows the log on a thread of its own and puts its changes into a queue, each once. When the
 * connection is lost it connects again, from the last transaction that was read whole. While the
 * queue is full it does not read, but still answers the server.
 */
final class LogFollower implements AutoCloseable {
    /** How long a position without changes waits for others, on servers that write much else. */
    private static final Duration PROGRESS_INTERVAL = Duration.ofMillis(100);

    /** So long after the last message it looks less often for the next, to spare the processor. */
    private static final Duration LULL = Duration.ofMillis(100);

    private static final Duration LULL_PAUSE = Duration.ofMillis(2);

    /** How long to let messages gather in a rush: some ten kilobytes, which the socket holds. */
    private static final Duration GATHERING = Duration.ofMillis(1);

    private static final Duration LAG_INTERVAL = Duration.ofSeconds(2);
    private static final Duration MAX_PATIENCE = Duration.ofSeconds(1);
    private static final Duration ORDERLY_END = Duration.ofSeconds(2);

    private final SlotSpec slot;
    private final SlotDemands demands;
    private final LogQueue queue;
    private final WalMetrics metrics;
    private final OpenBatch batch;
    private final Annotations annotations;
    private final LogOutage outage;
    private final Rush rush = new Rush();
    private final Thread thread;
    @Nullable private volatile LogSession session;
    private volatile boolean closed;
    @Nullable private volatile WalSplit confirmable;
    private long handedOverAt;
    private long lagKnownAt;
    private long receivedAt;

    LogFollower(SlotSpec slot, WalSplit start, LogQueue queue, WalMetrics metrics) {
        this.slot = slot;
        this.demands = new SlotDemands(slot);
        this.queue = queue;
        this.metrics = metrics;
        this.batch = new OpenBatch(start);
        this.annotations = new Annotations(metrics.annotationsIgnored());
        this.outage = new LogOutage(slot);
        this.thread = new Thread(this::run, "log of " + slot.slot());
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** The server may forget what a reader of this state has read. May be called by any thread. */
    void confirm(WalSplit read) {
        confirmable = read;
    }

    /** Ends the thread and its connections. */
    @Override
    public void close() throws InterruptedException, SQLException {
        closed = true;
        queue.close();
        thread.join(ORDERLY_END.toMillis());
        LogSession stuck = session;
        if (thread.isAlive() && stuck != null) {
            stuck.abort();
        }
    }

    private void run() {
        try {
            while (!closed) {
                follow();
            }
        } catch (InterruptedException | SQLException | RuntimeException | Error e) {
            if (!closed) {
                queue.fail(e);
            }
        }
    }

    /** Follows until the connection is lost, and then waits before the next. */
    private void follow() throws SQLException, InterruptedException {
        try (LogSession opened = LogSession.open(slot, demands, batch.read(slot.slot()))) {
            session = opened;
            if (batch.resume(opened.origin(), opened.startLsn())) {
                handOver(opened);
            }
            if (outage.ends()) {
                metrics.reconnected();
            }
            read(
                    opened,
                    new Transactions(
                            opened.relations(), annotations, batch, opened.transactionIds()));
        } catch (SQLException e) {
            if (!closed) {
                metrics.caughtUp(false);
                queue.pause(outage.next(e));
            }
        } finally {
            session = null;
        }
    }

    private void read(LogSession log, Transactions transactions)
            throws SQLException, InterruptedException {
        PublicationWatch publication = new PublicationWatch();
        while (!closed) {
            log.confirm(confirmable);
            publication.look(log);
            long askedAt = System.nanoTime();
            ByteBuffer message = log.next();
            if (message == null) {
                idle(log, transactions);
            } else {
                receivedAt = System.nanoTime();
                int size = message.remaining();
                metrics.received(size);
                decode(message, log, transactions);
                if (batch.isFull()
                        || !transactions.isOpen() && batch.hasChanges() && queue.isEmpty()) {
                    handOver(log);
                }
                if (rush.received(size, askedAt, receivedAt)) {
                    queue.pause(GATHERING);
                }
            }
            measureLag(log);
        }
    }

    private static void decode(ByteBuffer message, LogSession log, Transactions transactions)
            throws SQLException {
        try {
            transactions.accept(MessageDecoder.decode(message));
        } catch (MalformedMessageException e) {
            throw new UnreadableChangeException(
                    "The log cannot be read at "
                            + Lsn.format(log.receivedLsn())
                            + ": "
                            + e.getMessage(),
                    e);
        }
    }

    /**
     * Between transactions the server's position can be resumed from, and confirmed, though nothing
     * of ours is there: else a slot whose tables do not change would keep the log of all others.
     */
    private void idle(LogSession log, Transactions transactions)
            throws SQLException, InterruptedException {
        if (!transactions.isOpen()) {
            batch.reached(log.receivedLsn());
        }
        boolean due = System.nanoTime() - handedOverAt > PROGRESS_INTERVAL.toNanos();
        if (batch.hasChanges() || due && !batch.isEmpty()) {
            handOver(log);
        }
        metrics.caughtUp(!transactions.isOpen() && queue.isEmpty());
        if (System.nanoTime() - receivedAt > LULL.toNanos()) {
            queue.pause(LULL_PAUSE);
        }
    }

    private void handOver(LogSession log) throws SQLException, InterruptedException {
        metrics.caughtUp(false);
        LogBatch full = batch.batch();
        while (!queue.offer(full, patience(log))) {
            if (closed) {
                return;
            }
            log.confirm(confirmable);
            log.keepAlive();
            measureLag(log);
        }
        batch.clear();
        handedOverAt = System.nanoTime();
    }

    /** Short enough to miss neither the next status nor the end of the server. */
    private static Duration patience(LogSession log) {
        Duration half = log.statusInterval().dividedBy(2);
        return half.compareTo(MAX_PATIENCE) < 0 ? half : MAX_PATIENCE;
    }

    private void measureLag(LogSession log) throws SQLException {
        long now = System.nanoTime();
        if (lagKnownAt == 0 || now - lagKnownAt > LAG_INTERVAL.toNanos()) {
            lagKnownAt = now;
            metrics.serverIsAt(log.serverLsn());
        }
    }
}
