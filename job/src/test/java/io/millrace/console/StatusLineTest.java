package io.millrace.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StatusLineTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);
    private long nanos = -1;

    @Test
    void aTerminalShowsOneLineInPlace() {
        StatusLine status = new StatusLine(out, StatusLine.Reader.TERMINAL, () -> nanos);
        status.show("a longer text");
        status.show("short");
        status.finish("done");
        status.clear();
        assertThat(text())
                .isEqualTo("\ra longer text\u001b[K\rshort\u001b[K\rdone\u001b[K\n\r\u001b[K");
    }

    @Test
    void aFileGetsALineEveryFewSecondsAndTheLast() {
        StatusLine status = new StatusLine(out, StatusLine.Reader.FILE, () -> nanos);
        for (int second = 0; second <= 11; second++) {
            status.show("second " + second);
            nanos += Duration.ofSeconds(1).toNanos();
        }
        status.clear();
        status.finish("done");
        assertThat(text()).isEqualTo("second 0\nsecond 5\nsecond 10\ndone\n");
    }

    private String text() {
        return written.toString(StandardCharsets.UTF_8);
    }
}
