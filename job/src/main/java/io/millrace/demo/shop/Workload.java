package io.millrace.demo.shop;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Keeps changing the products, in transactions of one to ten changes: inserts, updates, deletes and
 * changes of the primary key, some rows several times, some ids taken anew, and one transaction in
 * twenty rolled back. The same seed on the same table makes the same changes.
 *
 * <p>One thread runs it; {@link #counts} may be read from any.
 */
public final class Workload implements AutoCloseable {
    private static final int MOST_PER_TRANSACTION = 10;

    private final Random random;
    private final LiveIds ids;
    private final ProductChanges changes;
    private final ShopTransaction transaction;
    private volatile WorkloadCounts counts = WorkloadCounts.NONE;

    /**
     * @param connection for this workload alone, which closes it
     */
    public Workload(Connection connection, long seed, CommitListener listener) throws SQLException {
        this.random = new Random(seed);
        this.ids = new LiveIds(ProductTable.ids(connection));
        connection.setAutoCommit(false);
        this.changes = new ProductChanges(connection, random);
        this.transaction = new ShopTransaction(connection, random, ids, changes, listener);
    }

    /** Commits this many changes, as fast as it goes. */
    public void run(long changes) throws SQLException {
        long end = counts.changes() + changes;
        while (counts.changes() < end) {
            transact(end);
        }
    }

    /**
     * Commits this many changes, evenly over the time that the rate makes of them.
     *
     * @param stopped ends it early
     */
    public void runAtRate(double changesPerSecond, long changes, CountDownLatch stopped)
            throws SQLException, InterruptedException {
        long begin = counts.changes();
        long start = System.nanoTime();
        while (counts.changes() - begin < changes) {
            double due =
                    (counts.changes() - begin) / changesPerSecond * TimeUnit.SECONDS.toNanos(1);
            if (stopped.await(start + (long) due - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                return;
            }
            transact(begin + changes);
        }
    }

    public WorkloadCounts counts() {
        return counts;
    }

    @Override
    public void close() throws SQLException {
        changes.close();
        transaction.close();
    }

    private void transact(long end) throws SQLException {
        int most = (int) Math.min(MOST_PER_TRANSACTION, end - counts.changes());
        counts = counts.plus(transaction.run(1 + random.nextInt(most)));
    }
}
