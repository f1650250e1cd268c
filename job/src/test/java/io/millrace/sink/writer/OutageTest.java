package io.millrace.sink.writer;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testing.CapturedLog;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OutageTest {
    private final AtomicLong clock = new AtomicLong();
    private final Outage outage = new Outage("The target", clock::get);

    @Test
    void saysOnceThatItBeganAndOnceThatItEnded() {
        try (CapturedLog log = CapturedLog.of(Outage.class)) {
            assertThat(outage.failed("refused")).isEqualTo(1);
            assertThat(outage.failed("still refused")).isEqualTo(2);
            pass(Duration.ofMillis(1500));
            outage.succeeded();
            outage.succeeded();

            assertThat(log.lines())
                    .containsExactly(
                            "WARN The target takes nothing: refused. Retrying until it does.",
                            "INFO The target takes documents again, after 1500 ms.");
            assertThat(outage.failed("refused")).isEqualTo(1);
        }
    }

    @Test
    void mentionsATargetThatFaltersOnceAMinute() {
        try (CapturedLog log = CapturedLog.of(Outage.class)) {
            for (int second = 0; second < 120; second++) {
                outage.failed("busy");
                outage.succeeded();
                pass(Duration.ofSeconds(1));
            }

            assertThat(log.lines()).filteredOn(line -> line.startsWith("WARN")).hasSize(2);
            assertThat(log.lines()).filteredOn(line -> line.startsWith("INFO")).hasSize(2);
        }
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }
}
