package io.millrace.bench.source;

import io.millrace.bench.process.CpuWatch;
import io.millrace.demo.server.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Postgres's own client, which writes what it receives to a file: as fast as the log can be had. It
 * does not wait for the disk.
 */
record PgRecvlogical(Path program, long rows) implements Contestant {
    private static final long POLL_MILLIS = 2;

    @Override
    public ContestantName contestant() {
        return ContestantName.PG_RECVLOGICAL;
    }

    @Override
    public Reading read(OrdersLog log, String slot, CpuWatch cpu)
            throws IOException, InterruptedException {
        Path file = Files.createTempFile("pg_recvlogical-", ".pgoutput");
        try {
            return read(log, slot, cpu, file);
        } finally {
            Files.delete(file);
        }
    }

    private Reading read(OrdersLog log, String slot, CpuWatch cpu, Path file)
            throws IOException, InterruptedException {
        Process process = start(log, slot, file);
        cpu.follow(process.pid());
        try {
            long start = System.nanoTime();
            while (Files.size(file) == 0 && !process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                start = System.nanoTime();
            }
            int status = process.waitFor();
            double seconds = (System.nanoTime() - start) / 1e9;
            if (status != 0) {
                throw new IOException(program + " ended with " + status + "; see above");
            }
            double rate = rows / seconds;
            return new Reading(rate, rate, cpu.seconds(process.pid()), Double.NaN, Double.NaN);
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start(OrdersLog log, String slot, Path file) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        List.of(
                                program.toString(),
                                "--start",
                                "--no-loop",
                                "--fsync-interval=0",
                                "--host=localhost",
                                "--port=" + log.port(),
                                "--username=" + EmbeddedPostgres.USERNAME,
                                "--dbname=" + OrdersLog.DATABASE,
                                "--slot=" + slot,
                                "--file=" + file,
                                "--endpos=" + log.endLsn(),
                                "--option=proto_version=1",
                                "--option=messages=true",
                                "--option=publication_names=" + OrdersLog.PUBLICATION));
        builder.environment().put("PGPASSWORD", EmbeddedPostgres.PASSWORD);
        return builder.redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
