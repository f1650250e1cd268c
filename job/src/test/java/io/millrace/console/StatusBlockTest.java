package io.millrace.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusBlockTest {
    private final StringWriter written = new StringWriter();
    private final PrintWriter out = new PrintWriter(written);
    private long nanos = -1;

    @Test
    void aTerminalShowsItsLinesInPlaceWhichMayGrow() {
        StatusBlock block = new StatusBlock(out, StatusLine.Reader.TERMINAL, () -> nanos);
        block.show(List.of("a"));
        block.show(List.of("b", "c"));
        block.finish(List.of("d", "e"));
        assertThat(written.toString())
                .isEqualTo(
                        "\u001b[?7la\u001b[K\n\u001b[?7h"
                                + "\u001b[?7l\u001b[1Ab\u001b[K\nc\u001b[K\n\u001b[?7h"
                                + "\u001b[?7l\u001b[2Ad\u001b[K\ne\u001b[K\n\u001b[?7h");
    }

    @Test
    void aFileGetsLinesEveryFewSecondsAndTheLast() {
        StatusBlock block = new StatusBlock(out, StatusLine.Reader.FILE, () -> nanos);
        for (int second = 0; second <= 6; second++) {
            block.show(List.of("a" + second, "b" + second));
            nanos += Duration.ofSeconds(1).toNanos();
        }
        block.finish(List.of("done"));
        assertThat(written.toString().lines()).containsExactly("a0", "b0", "a5", "b5", "done");
    }

    @Test
    void aBarIsFullAtAHundred() {
        assertThat(Bar.of(0, 4)).isEqualTo("░░░░");
        assertThat(Bar.of(99, 4)).isEqualTo("███░");
        assertThat(Bar.of(100, 4)).isEqualTo("████");
    }

    @Test
    void aTimeIsToldInTwoUnitsAtMost() {
        assertThat(Figures.time(Duration.ofMillis(999))).isEqualTo("0 s");
        assertThat(Figures.time(Duration.ofSeconds(59))).isEqualTo("59 s");
        assertThat(Figures.time(Duration.ofSeconds(245))).isEqualTo("4 min 05 s");
        assertThat(Figures.time(Duration.ofMinutes(127))).isEqualTo("2 h 07 min");
        assertThat(Figures.time(Duration.ofSeconds(-3))).isEqualTo("0 s");
    }
}
