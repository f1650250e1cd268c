package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.backfill.Backfill;
import io.millrace.backfill.BackfillPhase;
import io.millrace.backfill.BackfillReason;
import io.millrace.backfill.BackfillRequest;
import io.millrace.backfill.BackfillRows;
import io.millrace.backfill.BackfillTimes;
import io.millrace.change.TableName;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.annotation.Nullable;
import org.junit.jupiter.api.Test;

class BackfillProgressTest {
    private static final Instant STARTED = Instant.parse("2026-11-21T10:00:00.123456Z");

    private final BackfillProgress progress = new BackfillProgress();

    @Test
    void showsRateAndTimeLeftOnceThereAreTwoLooks() {
        assertThat(line(BackfillPhase.RUNNING, 5_000L, 1_000, 0))
                .isEqualTo(
                        "7 products  public.products  ████░░░░░░░░░░░░░░░░ 20 %  1,000 of ~5,000"
                                + " rows  0.0 rows/s");
        assertThat(line(BackfillPhase.RUNNING, 5_000L, 3_000, 4))
                .isEqualTo(
                        "7 products  public.products  ████████████░░░░░░░░ 60 %  3,000 of ~5,000"
                                + " rows  500 rows/s  4 s left");
    }

    @Test
    void theRateIsThatOfTheLastSeconds() {
        line(BackfillPhase.RUNNING, 100_000L, 0, 0);
        line(BackfillPhase.RUNNING, 100_000L, 50_000, 60);
        assertThat(line(BackfillPhase.RUNNING, 100_000L, 50_500, 65)).contains("  100 rows/s");
        assertThat(line(BackfillPhase.RUNNING, 100_000L, 51_000, 71)).contains("  83.3 rows/s");
    }

    @Test
    void aPauseDoesNotCount() {
        line(BackfillPhase.RUNNING, 1_000L, 0, 0);
        assertThat(line(BackfillPhase.PAUSED, 1_000L, 100, 1))
                .endsWith("  10 %  100 of ~1,000 rows  paused".substring(2));
        line(BackfillPhase.RUNNING, 1_000L, 100, 9);
        assertThat(line(BackfillPhase.RUNNING, 1_000L, 300, 10))
                .endsWith("  300 of ~1,000 rows  200 rows/s  3 s left");
    }

    @Test
    void withoutAGuessThereIsNoBar() {
        assertThat(line(BackfillPhase.REQUESTED, null, 0, 0))
                .isEqualTo("7 products  public.products  0 rows  requested");
        assertThat(line(BackfillPhase.RUNNING, 0L, 10, 1))
                .isEqualTo("7 products  public.products  10 of ~0 rows  0.0 rows/s");
    }

    @Test
    void aGuessThatIsTooLowIsNotTheEnd() {
        assertThat(line(BackfillPhase.RUNNING, 100L, 150, 0))
                .contains("███████████████████░ 99 %  150 of ~100 rows  ");
    }

    @Test
    void whatHasEndedTellsHow() {
        assertThat(line(BackfillPhase.FINISHED, 100L, 150, 0))
                .isEqualTo(
                        "7 products  public.products  ████████████████████ 100 %  150 rows "
                                + " finished in 2 min 05 s");
        assertThat(line(BackfillPhase.FAILED, null, 10, 0))
                .isEqualTo("7 products  public.products  10 rows  failed: it is gone");
        assertThat(line(BackfillPhase.CANCELLED, null, 10, 0)).endsWith("  10 rows  cancelled");
    }

    @Test
    void theListHasALineForEachUnderHeadings() {
        assertThat(
                        BackfillList.lines(
                                List.of(
                                        backfill(BackfillPhase.REQUESTED, null, 0),
                                        backfill(BackfillPhase.RUNNING, 20_000L, 10_000),
                                        backfill(BackfillPhase.FAILED, 20_000L, 10_000)),
                                STARTED.plusSeconds(61)))
                .containsExactly(
                        "id  flow      table            state      rows    percent  started         "
                                + "      time        error",
                        "7   products  public.products  requested  0",
                        "7   products  public.products  running    10,000  50 %    "
                                + " 2026-11-21T10:00:00Z  1 min 01 s",
                        "7   products  public.products  failed     10,000  50 %    "
                                + " 2026-11-21T10:00:00Z  2 min 05 s  it is gone");
    }

    @Test
    void asJsonItHasTheNamesOfTheColumns() {
        assertThat(BackfillJson.of(backfill(BackfillPhase.FAILED, 20_000L, 10_000)))
                .isEqualTo(
                        "{\"id\":7,\"flow\":\"products\",\"table_schema\":\"public\","
                                + "\"table_name\":\"products\",\"condition\":\"price > 1\","
                                + "\"reason\":\"request\",\"state\":\"failed\","
                                + "\"rows_estimated\":20000,\"rows_read\":10000,"
                                + "\"requested_at\":\"2026-11-21T09:59:59.123456Z\","
                                + "\"started_at\":\"2026-11-21T10:00:00.123456Z\","
                                + "\"finished_at\":\"2026-11-21T10:02:05.123456Z\","
                                + "\"updated_at\":\"2026-11-21T10:00:00.123456Z\","
                                + "\"error\":\"it is\\ngone\"}");
        assertThat(BackfillJson.of(backfill(BackfillPhase.REQUESTED, null, 0)))
                .contains("\"rows_estimated\":null")
                .contains("\"started_at\":null");
    }

    private String line(BackfillPhase phase, @Nullable Long estimated, long read, long second) {
        return progress.lines(
                        List.of(backfill(phase, estimated, read)), TimeUnit.SECONDS.toNanos(second))
                .get(0);
    }

    private static Backfill backfill(BackfillPhase phase, @Nullable Long estimated, long read) {
        return new Backfill(
                7,
                new BackfillRequest(
                        "products",
                        new TableName("public", "products"),
                        "price > 1",
                        BackfillReason.REQUEST),
                phase,
                new BackfillRows(estimated, read),
                new BackfillTimes(
                        STARTED.minusSeconds(1),
                        phase == BackfillPhase.REQUESTED ? null : STARTED,
                        phase.open() ? null : STARTED.plusSeconds(125),
                        STARTED),
                phase == BackfillPhase.FAILED ? "it is\ngone" : null);
    }
}
