package io.millrace.bench.data;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Makes orders one by one, each in a transaction of its own, so many in a second. */
public final class PacedOrders {
    private final Connection connection;
    private final long intervalNanos;

    /**
     * @param connection commits each statement
     */
    public PacedOrders(Connection connection, int perSecond) {
        this.connection = connection;
        this.intervalNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
    }

    /**
     * Inserts orders into the empty table. One that is late does not delay those after it.
     *
     * @return how many were made in a second
     */
    public double write(int orders) throws SQLException {
        long start = System.nanoTime();
        try (PreparedStatement insert =
                connection.prepareStatement("SELECT public.new_orders(?, ?)")) {
            for (int i = 0; i < orders; i++) {
                await(start + i * intervalNanos);
                insert.setLong(1, i + 1);
                insert.setLong(2, i + 1);
                insert.execute();
            }
        }
        return orders * 1e9 / (System.nanoTime() - start);
    }

    private static void await(long due) {
        for (long now = System.nanoTime(); now < due; now = System.nanoTime()) {
            LockSupport.parkNanos(due - now);
        }
    }
}
