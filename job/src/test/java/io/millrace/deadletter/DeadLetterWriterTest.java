package io.millrace.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.change.DeadLetter;
import io.millrace.config.ConnectionSpec;
import io.millrace.config.Place;
import io.millrace.config.Secret;
import io.millrace.config.SourceSpec;
import io.millrace.testing.CapturedLog;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLetterWriterTest {
    private static final SourceSpec DATABASE =
            new SourceSpec(
                    new ConnectionSpec("db", 5432, "shop", "mill\"race", new Secret("hush")),
                    new Place("p.yaml", 2));

    private final Memory store = new Memory();
    private final List<Duration> pauses = new ArrayList<>();
    private final Counter written = new SimpleCounter();
    private long nanos;
    private final DeadLetterWriter writer =
            new DeadLetterWriter(
                    store, new TableOutage(DATABASE, () -> nanos), this::pause, written);

    @Test
    void aCheckpointFindsEveryLetterKept() throws Exception {
        write(Letters.failed(1), Letters.failed(2));
        assertThat(store.kept).isEmpty();

        writer.flush(false);
        writer.flush(false);

        assertThat(store.kept).containsExactly(Letters.failed(1), Letters.failed(2));
        assertThat(store.calls).isEqualTo(1);
        assertThat(written.getCount()).isEqualTo(2);
    }

    @Test
    void manyLettersDoNotWaitForACheckpoint() throws Exception {
        for (int i = 0; i < 1_100; i++) {
            write(Letters.failed(i));
        }

        assertThat(store.kept).hasSize(1_000);
        assertThat(store.calls).isEqualTo(2);
    }

    @Test
    void norDoLargeOnes() throws Exception {
        write(Letters.failed(1, "\"" + "x".repeat(3 << 20) + "\"", "too large"));
        assertThat(store.kept).isEmpty();

        write(Letters.failed(2, "\"" + "x".repeat(1 << 20) + "\"", "too large"));

        assertThat(store.kept).hasSize(2);
    }

    @Test
    void aLetterThatIsThereIsNotCountedAgain() throws Exception {
        store.alreadyThere = 1;
        write(Letters.failed(1), Letters.failed(2));
        writer.flush(false);

        assertThat(written.getCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "08001", "08006", "40001", "53100", "53300", "57014", "57P01", "57P03", "25006",
                "55P03"
            })
    void anOutageIsWaitedForAndNothingIsLost(String state) throws Exception {
        store.fail(state, 9);
        write(Letters.failed(1));
        try (CapturedLog log = CapturedLog.of(TableOutage.class)) {
            writer.flush(false);

            assertThat(log.lines())
                    .containsExactly(
                            "WARN Cannot write dead letters to millrace.dead_letter of Postgres at"
                                    + " db:5432 (as told). The pipeline waits until it can.",
                            "INFO Dead letters can be written again, after 32700 ms.");
        }
        assertThat(store.kept).containsExactly(Letters.failed(1));
        assertThat(pauses)
                .extracting(Duration::toMillis)
                .containsExactly(100L, 200L, 400L, 800L, 1600L, 3200L, 6400L, 10_000L, 10_000L);
    }

    @Test
    void aSecondOutageIsSaidAgain() throws Exception {
        try (CapturedLog log = CapturedLog.of(TableOutage.class)) {
            for (int outage = 0; outage < 2; outage++) {
                store.fail("08006", 1);
                write(Letters.failed(outage));
                writer.flush(false);
            }
            assertThat(log.lines()).hasSize(4);
        }
        assertThat(pauses).containsOnly(Duration.ofMillis(100));
    }

    @Test
    void aMissingRightIsAnErrorThatSaysWhatToDo() throws Exception {
        store.fail("42501", 1);
        write(Letters.failed(1));

        assertThatThrownBy(() -> writer.flush(false))
                .isInstanceOf(LettersRefusedException.class)
                .hasMessage(
                        "Cannot write dead letters to millrace.dead_letter of the database 'shop' at"
                                + " db:5432 (as told). Run GRANT USAGE ON SCHEMA millrace TO"
                                + " \"mill\"\"race\"; GRANT SELECT, INSERT ON millrace.dead_letter TO"
                                + " \"mill\"\"race\"");
        assertThat(pauses).isEmpty();
    }

    @Test
    void aMissingTableIsAnErrorThatSaysWhatToDo() throws Exception {
        store.fail("42P01", 1);
        write(Letters.failed(1));

        assertThatThrownBy(() -> writer.flush(false))
                .hasMessageEndingWith(
                        "The table is made when a pipeline starts: stop this one and start it"
                                + " again");
    }

    @Test
    void anErrorWithoutAStateIsNotWaitedFor() throws Exception {
        store.fail(null, 1);
        write(Letters.failed(1));

        assertThatThrownBy(() -> writer.flush(false)).isInstanceOf(LettersRefusedException.class);
    }

    private void write(DeadLetter... letters) throws Exception {
        for (DeadLetter letter : letters) {
            writer.write(letter, null);
        }
    }

    private void pause(Duration time) {
        pauses.add(time);
        nanos += time.toNanos();
    }

    private static final class Memory implements LetterStore {
        private final List<DeadLetter> kept = new ArrayList<>();
        private final Deque<SQLException> failures = new ArrayDeque<>();
        private int alreadyThere;
        private int calls;

        void fail(String state, int times) {
            for (int i = 0; i < times; i++) {
                failures.add(new SQLException("as told", state));
            }
        }

        @Override
        public int add(List<DeadLetter> letters) throws SQLException {
            calls++;
            if (!failures.isEmpty()) {
                throw failures.remove();
            }
            kept.addAll(letters);
            return letters.size() - alreadyThere;
        }

        @Override
        public void close() {}
    }
}
