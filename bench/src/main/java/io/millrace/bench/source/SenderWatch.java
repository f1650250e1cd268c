package io.millrace.bench.source;

import io.millrace.bench.process.CpuWatch;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Waits for the server's process that sends a slot, and has its processor time followed. */
final class SenderWatch implements AutoCloseable {
    private static final long INTERVAL_MILLIS = 50;

    private final OrdersLog log;
    private final String slot;
    private final CpuWatch cpu;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private volatile int pid;
    private volatile SQLException failure;

    SenderWatch(OrdersLog log, String slot, CpuWatch cpu) {
        this.log = log;
        this.slot = slot;
        this.cpu = cpu;
        thread.scheduleWithFixedDelay(this::look, 0, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * The process; 0 as long as nobody reads the slot.
     *
     * @throws SQLException if the server could not be asked
     */
    int pid() throws SQLException {
        if (failure != null) {
            throw failure;
        }
        return pid;
    }

    private void look() {
        try {
            int found = log.senderPid(slot);
            if (found != 0) {
                cpu.follow(found);
                pid = found;
                thread.shutdown();
            }
        } catch (SQLException e) {
            failure = e;
            thread.shutdown();
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
