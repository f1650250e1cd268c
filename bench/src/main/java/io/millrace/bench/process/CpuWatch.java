package io.millrace.bench.process;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Follows the processor time of processes that may end at any moment, to some hundredths of a
 * second, and that of everything else on the machine.
 */
public final class CpuWatch implements AutoCloseable {
    private static final long INTERVAL_MILLIS = 20;

    private final Map<Long, Double> processes = new ConcurrentHashMap<>();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        Thread watch = new Thread(task, "cpu-watch");
                        watch.setDaemon(true);
                        return watch;
                    });
    private final long startNanos = System.nanoTime();
    private final double machineStart = ProcessCpu.machineSeconds();

    public CpuWatch() throws IOException {
        thread.scheduleAtFixedRate(
                this::look, INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Follows this process, which is not older than the watch. */
    public void follow(long pid) {
        ProcessCpu.seconds(pid).ifPresent(seconds -> processes.put(pid, seconds));
    }

    /** Seconds that the process has run; 0 if it was never followed. */
    public double seconds(long pid) {
        return processes.getOrDefault(pid, 0.0);
    }

    /** How many processors others than the processes followed have kept busy on average. */
    public double coresOfOthers() throws IOException {
        double elapsed = (System.nanoTime() - startNanos) / 1e9;
        double followed = processes.values().stream().mapToDouble(Double::doubleValue).sum();
        double all = ProcessCpu.machineSeconds() - machineStart;
        return Math.max(0, all - followed) / elapsed;
    }

    private void look() {
        processes.replaceAll((pid, seconds) -> ProcessCpu.seconds(pid).orElse(seconds));
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
