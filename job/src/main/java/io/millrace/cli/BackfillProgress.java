package io.millrace.cli;

import io.millrace.backfill.Backfill;
import io.millrace.backfill.BackfillPhase;
import io.millrace.console.Bar;
import io.millrace.console.Figures;
import io.millrace.console.Rate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import javax.annotation.Nullable;

/** How far backfills have come, a line each, from what is seen of them again and again. */
final class BackfillProgress {
    private static final int BAR_WIDTH = 20;

    private final Map<Long, Rate> rates = new HashMap<>();

    /**
     * @param nanos now, by {@link System#nanoTime}
     */
    List<String> lines(List<Backfill> backfills, long nanos) {
        return backfills.stream().map(backfill -> line(backfill, nanos)).toList();
    }

    private String line(Backfill backfill, long nanos) {
        Rate rate = rates.computeIfAbsent(backfill.id(), id -> new Rate());
        if (backfill.phase() == BackfillPhase.RUNNING) {
            rate.saw(backfill.rows().read(), nanos);
        } else {
            rate.forget();
        }
        List<String> parts = new ArrayList<>();
        parts.add(backfill.id() + " " + backfill.request().flow());
        parts.add(backfill.request().table().toString());
        percent(backfill)
                .ifPresent(percent -> parts.add(Bar.of(percent, BAR_WIDTH) + " " + percent + " %"));
        parts.add(rows(backfill));
        parts.add(
                switch (backfill.phase()) {
                    case RUNNING -> speed(backfill, rate);
                    case FINISHED -> "finished" + taken(backfill);
                    case FAILED -> "failed: " + inOneLine(backfill.error());
                    default -> backfill.phase().toString();
                });
        return String.join("  ", parts);
    }

    /**
     * How much was read, in whole percents; empty if that cannot be told. The server's guess may be
     * too low, so that there are 100 only at the end.
     */
    static OptionalLong percent(Backfill backfill) {
        Long estimated = backfill.rows().estimated();
        if (backfill.phase() == BackfillPhase.FINISHED) {
            return OptionalLong.of(100);
        }
        return estimated == null || estimated <= 0
                ? OptionalLong.empty()
                : OptionalLong.of(Math.min(99, backfill.rows().read() * 100 / estimated));
    }

    static String inOneLine(@Nullable String text) {
        return text == null ? "" : text.replaceAll("\\s+", " ");
    }

    private static String rows(Backfill backfill) {
        String read = Figures.count(backfill.rows().read());
        Long estimated = backfill.rows().estimated();
        boolean told = estimated != null && backfill.phase().open();
        return told ? read + " of ~" + Figures.count(estimated) + " rows" : read + " rows";
    }

    private static String speed(Backfill backfill, Rate rate) {
        String speed = rate.perSecond() + " rows/s";
        Long estimated = backfill.rows().estimated();
        long more = estimated == null ? 0 : estimated - backfill.rows().read();
        return more <= 0
                ? speed
                : speed
                        + rate.timeFor(more)
                                .map(left -> "  " + Figures.time(left) + " left")
                                .orElse("");
    }

    private static String taken(Backfill backfill) {
        Instant started = backfill.times().started();
        Instant finished = backfill.times().finished();
        return started == null || finished == null
                ? ""
                : " in " + Figures.time(Duration.between(started, finished));
    }
}
