package io.millrace.sink.writer;

import static io.millrace.sink.writer.Outcome.Done.ACCEPTED;
import static io.millrace.sink.writer.Outcome.Done.ALREADY_NEWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.connector.base.sink.writer.ElementConverter;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.throwable.ThrowableClassifier;
import org.apache.flink.runtime.throwable.ThrowableType;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.runtime.operators.sink.SinkWriterOperatorFactory;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DocumentSinkWriterTest {
    private static final Batching BATCHING =
            new Batching(
                    3,
                    MemorySize.parse("1 kb"),
                    Duration.ofMillis(5),
                    2,
                    Duration.ofMillis(100),
                    Duration.ofSeconds(1));
    private static final Outcome BUSY = new Outcome.Retry("429 busy");
    private static final int ANY_PRIORITY = TaskMailbox.MIN_PRIORITY;

    private final FaultyTarget target = FaultyTarget.fresh();
    private OneInputStreamOperatorTestHarness<DocumentWrite, CommittableMessage<Void>> harness;
    private long now;

    @BeforeEach
    void aVersionedSink() throws Exception {
        harness = open(versioned(), null);
    }

    @AfterEach
    void closes() throws Exception {
        harness.close();
        assertThat(target.isClosed()).isTrue();
    }

    @Test
    void sendsALoneWriteAfterTheInterval() throws Exception {
        write("a", 1);
        assertThat(target.batches()).isEmpty();

        pass(5);

        assertThat(target.batches()).containsExactly(List.of("a1"));
    }

    @Test
    void sendsAFullBatchAtOnce() throws Exception {
        write("a", 1);
        write("b", 2);
        write("c", 3);

        assertThat(target.batches()).containsExactly(List.of("a1", "b2", "c3"));
    }

    @Test
    void takesOneIdInTwoRoutesForTwoDocuments() throws Exception {
        write("a", 1);
        write("r", "a", 2);
        write("s", "a", 3);
        write("r", "a", 4);
        write("r", "a", 6);
        write("r", "a", 5);

        assertThat(target.batches())
                .containsExactly(List.of("a1", "r/a2", "s/a3"), List.of("r/a6"));
    }

    @Test
    void sendsAsManyRequestsAtOnceAsItMay() throws Exception {
        for (int i = 1; i <= 9; i++) {
            write("id", i);
        }
        pass(5);
        assertThat(target.batches()).containsExactly(List.of("id3"), List.of("id6"));

        target.answer(ACCEPTED);
        runMails();

        assertThat(target.batches()).hasSize(3).last().isEqualTo(List.of("id9"));
    }

    @Test
    void doesNotHoldTheTaskUpWhenTheIntervalPassesDuringRequests() throws Exception {
        for (int i = 1; i <= 7; i++) {
            write("a" + i, i);
        }

        pass(5);
        assertThat(target.batches()).hasSize(2);

        target.answer(ACCEPTED, ACCEPTED, ACCEPTED);
        runMails();
        assertThat(target.batches()).hasSize(3).last().isEqualTo(List.of("a77"));
    }

    @Test
    void repeatsOnlyWhatMaySucceedLater() throws Exception {
        write("a", 1);
        write("b", 2);
        write("c", 3);

        target.answer(ACCEPTED, BUSY, ALREADY_NEWER);
        runMails();
        assertThat(target.batches()).hasSize(1);

        pass(100);
        pass(5);
        assertThat(target.batches()).hasSize(2).last().isEqualTo(List.of("b2"));
    }

    @Test
    void waitsLongerAfterEachFailure() throws Exception {
        write("a", 1);
        pass(5);
        for (int failures = 1; failures <= 5; failures++) {
            long longest = Math.min(1000, 100L << (failures - 1));
            target.fail(unavailable());
            runMails();

            pass(longest / 2 - 1);
            assertThat(target.batches()).hasSize(failures);
            pass(longest / 2 + 1);
            pass(5);
            assertThat(target.batches()).hasSize(failures + 1);
        }
    }

    @Test
    void aCheckpointHoldsEverythingThatIsNotDelivered() throws Exception {
        for (int i = 1; i <= 7; i++) {
            write("a" + i, i);
        }
        target.answer(ACCEPTED, BUSY, ACCEPTED);
        runMails();
        target.fail(unavailable());
        runMails();

        OperatorSubtaskState checkpoint = checkpoint();
        harness.close();
        FaultyTarget restored = FaultyTarget.fresh();
        restored.answerAtOnce();
        harness = open(versioned(), checkpoint);
        pass(5);

        assertThat(restored.batches())
                .containsExactly(List.of("a22", "a44", "a55"), List.of("a66", "a77"));
        harness.close();
        assertThat(restored.isClosed()).isTrue();
    }

    @Test
    void aCheckpointWaitsForNoAnswer() throws Exception {
        write("a", 1);
        pass(5);

        OperatorSubtaskState checkpoint = checkpoint();

        assertThat(checkpoint.getManagedOperatorState()).isNotEmpty();
        assertThat(target.batches()).hasSize(1);
    }

    @Test
    void endsTheJobWithTheWordsOfTheTarget() throws Exception {
        write("a", 1);
        write("b", 2);
        write("c", 3);
        target.answer(ACCEPTED, new Outcome.Refused("400 no number"), ACCEPTED);

        assertThatThrownBy(this::runMails)
                .isInstanceOf(DeliveryRefusedException.class)
                .hasMessage("The faulty target refused the document with the id b: 400 no number")
                .satisfies(
                        failure ->
                                assertThat(ThrowableClassifier.getThrowableType(failure))
                                        .isEqualTo(ThrowableType.NonRecoverableError));
    }

    @Test
    void namesTheRouteOfADocumentThatIsRefused() throws Exception {
        write("r", "b", 2);
        pass(5);
        target.answer(new Outcome.Refused("400 no number"));

        assertThatThrownBy(this::runMails)
                .hasMessage(
                        "The faulty target refused the document with the id b in 'r': 400 no"
                                + " number");
    }

    @Test
    void endsTheJobWithAFailureThatItDoesNotKnow() throws Exception {
        write("a", 1);
        pass(5);
        target.fail(new IllegalStateException("no idea"));

        assertThatThrownBy(this::runMails)
                .hasMessage("Cannot deliver to The faulty target")
                .hasRootCauseMessage("no idea");
    }

    @Test
    void turnsAwayWhatCannotBeSent() {
        assertThatThrownBy(() -> write("odd", 1))
                .isInstanceOf(DeliveryRefusedException.class)
                .hasMessage("The faulty target takes nothing odd");
        assertThatThrownBy(() -> write("x".repeat(2000), 1))
                .isInstanceOf(DeliveryRefusedException.class)
                .hasMessageContaining("a request holds at most 1 kb");
    }

    @Test
    void holdsItsInputUpRatherThanEverMoreBytes() throws Exception {
        target.answerAtOnce();
        for (int i = 1; i <= 200; i++) {
            write("x".repeat(800), i);
        }

        assertThat(target.batches()).hasSizeGreaterThanOrEqualTo(200 - 4096 / 800);
    }

    @Test
    void appliesUnversionedWritesInOrderThroughFailures() throws Exception {
        harness.close();
        FaultyTarget ordered = FaultyTarget.fresh();
        harness = open(DocumentSink.unversioned(same(), FaultyTarget.factory(), BATCHING), null);
        for (String id : List.of("a", "b", "a", "c", "a", "d")) {
            write(id, DocumentWrite.UNVERSIONED);
        }
        assertThat(ordered.batches()).containsExactly(List.of("a", "b"));

        ordered.answer(BUSY, ACCEPTED);
        runMails();
        pass(100);

        assertThat(ordered.batches()).hasSize(2).last().isEqualTo(List.of("a", "c"));
        ordered.answer(ACCEPTED, ACCEPTED);
        runMails();
        pass(5);
        assertThat(ordered.batches()).hasSize(3).last().isEqualTo(List.of("d"));
        harness.close();
    }

    private static DocumentSink<DocumentWrite> versioned() {
        return DocumentSink.versioned(same(), FaultyTarget.factory(), BATCHING);
    }

    private static ElementConverter<DocumentWrite, DocumentWrite> same() {
        return (write, context) -> write;
    }

    private OneInputStreamOperatorTestHarness<DocumentWrite, CommittableMessage<Void>> open(
            DocumentSink<DocumentWrite> sink, OperatorSubtaskState state) throws Exception {
        OneInputStreamOperatorTestHarness<DocumentWrite, CommittableMessage<Void>> opened =
                new OneInputStreamOperatorTestHarness<>(new SinkWriterOperatorFactory<>(sink));
        opened.setup();
        if (state != null) {
            opened.initializeState(state);
        }
        opened.open();
        opened.setProcessingTime(now);
        return opened;
    }

    private void write(String id, long version) throws Exception {
        write(null, id, version);
    }

    private void write(String route, String id, long version) throws Exception {
        harness.processElement(new DocumentWrite(route, id, version, new byte[] {'{', '}'}), 0);
    }

    /** Lets processing time pass, and does what is then due. */
    private void pass(long millis) throws Exception {
        now += millis;
        harness.setProcessingTime(now);
        runMails();
    }

    private void runMails() throws Exception {
        TaskMailbox mailbox = harness.getTaskMailbox();
        while (mailbox.hasMail()) {
            mailbox.take(ANY_PRIORITY).run();
        }
    }

    private OperatorSubtaskState checkpoint() throws Exception {
        harness.prepareSnapshotPreBarrier(1);
        return harness.snapshot(1, now);
    }

    private static TargetUnavailableException unavailable() {
        return new TargetUnavailableException("refused", new IOException("refused"));
    }
}
