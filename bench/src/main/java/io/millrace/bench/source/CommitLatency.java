package io.millrace.bench.source;

import io.millrace.bench.Figures;
import io.millrace.bench.Grid;
import io.millrace.bench.Report;
import io.millrace.bench.data.PacedOrders;
import io.millrace.bench.process.ChildJvm;
import io.millrace.config.ReaderName;
import java.io.IOException;
import java.sql.Connection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How long after its commit {@code wal} emits a change, at 1,000 changes in a second, each in a
 * transaction of its own: from the time that the server writes into the commit, before it is on
 * disk, to the function behind the source.
 */
record CommitLatency(OrdersLog log, List<String> jvmOptions) {
    private static final int CHANGES_PER_SECOND = 1000;
    private static final String SLOT = "latency";
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /**
     * @param seconds of which the first third is not counted
     */
    void measure(int seconds, Figures figures, Report report) throws Exception {
        log.addSlot(SLOT);
        int changes = seconds * CHANGES_PER_SECOND;
        FlinkReader reader = new FlinkReader(ReaderName.WAL, changes, jvmOptions);
        try (Connection connection = log.connect();
                ChildJvm jvm = reader.start(log, SLOT, "--latency", "--warm-up=" + changes / 3)) {
            while (log.senderPid(SLOT) == 0) {
                if (!jvm.isAlive()) {
                    throw new IOException("The reader has ended before it has read anything");
                }
                LockSupport.parkNanos(POLL_NANOS);
            }
            double perSecond = new PacedOrders(connection, CHANGES_PER_SECOND).write(changes);
            print(jvm.await(), perSecond, figures, report);
        }
    }

    private static void print(Figures measured, double perSecond, Figures figures, Report report) {
        Grid grid = new Grid("commit to RowChange, wal", "changes/s", "p50 ms", "p99 ms", "max ms");
        double p50 = measured.get("latency_p50_ms");
        double p99 = measured.get("latency_p99_ms");
        grid.row(
                "",
                number("%,.0f", perSecond),
                number("%.2f", p50),
                number("%.2f", p99),
                number("%.2f", measured.get("latency_max_ms")));
        report.line("");
        report.rows(grid);
        figures.put("latency_changes_per_s", perSecond)
                .put("latency_p50_ms", p50)
                .put("latency_p99_ms", p99);
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
