package io.millrace.sink.writer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionException;
import javax.annotation.Nullable;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.sink.writer.AsyncSinkWriter;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.RequestEntryWrapper;
import org.apache.flink.connector.base.sink.writer.ResultHandler;

/**
 * Sends batches to a target, and repeats what it cannot take yet for as long as that lasts.
 *
 * <p>A checkpoint never waits for the target: it holds whatever is buffered, under way or waiting
 * to be repeated, and what is restored is sent again. So an outage holds up checkpoints no sooner
 * than the input, which is when the buffer is full.
 *
 * <p>All state belongs to the task's thread; answers reach it as mails.
 */
final class DocumentSinkWriter<InputT> extends AsyncSinkWriter<InputT, DocumentWrite> {
    private final MailboxExecutor mailbox;
    private final ProcessingTimeService timers;
    private final Target target;
    private final Admission<InputT> admission;
    private final long maxHeldBytes;
    private final Backoff backoff;
    private final Outage outage;
    private final DeliveryCounters counters;
    private final Set<Request> unanswered = new LinkedHashSet<>();

    @SuppressWarnings("deprecation") // Only this constructor takes a context of our own.
    DocumentSinkWriter(
            WriterInitContext context,
            Target target,
            Admission<InputT> admission,
            RequestSlots slots,
            Batching batching,
            Collection<BufferedRequestState<DocumentWrite>> states) {
        super(
                admission,
                new PatientContext(context, slots),
                batching.toWriterConfiguration(slots),
                states);
        this.mailbox = context.getMailboxExecutor();
        this.timers = context.getProcessingTimeService();
        this.target = target;
        this.admission = admission;
        this.maxHeldBytes = batching.maxHeldBytes();
        this.backoff = new Backoff(batching.firstDelay(), batching.maxDelay(), new Random());
        this.outage = new Outage(target.description(), System::nanoTime);
        this.counters = DeliveryCounters.register(context.metricGroup());
        for (BufferedRequestState<DocumentWrite> state : states) {
            admission.readmit(state.getStateSize());
        }
    }

    @Override
    public void write(InputT element, Context context) throws IOException, InterruptedException {
        while (admission.heldBytes() >= maxHeldBytes) {
            mailbox.yield();
        }
        super.write(element, context);
    }

    /** At the end of the input, waits until all is delivered; before a checkpoint, for nothing. */
    @Override
    public void flush(boolean endOfInput) throws InterruptedException {
        if (endOfInput) {
            super.flush(true);
        }
    }

    @Override
    public List<BufferedRequestState<DocumentWrite>> snapshotState(long checkpointId) {
        List<RequestEntryWrapper<DocumentWrite>> undelivered = new ArrayList<>();
        for (Request request : unanswered) {
            for (DocumentWrite write : request.writes()) {
                undelivered.add(new RequestEntryWrapper<>(write, write.size()));
            }
        }
        for (BufferedRequestState<DocumentWrite> buffered : super.snapshotState(checkpointId)) {
            undelivered.addAll(buffered.getBufferedRequestEntries());
        }
        return List.of(new BufferedRequestState<>(undelivered));
    }

    @Override
    protected long getSizeInBytes(DocumentWrite write) {
        return write.size();
    }

    @Override
    protected void submitRequestEntries(
            List<DocumentWrite> writes, ResultHandler<DocumentWrite> handler) {
        Request request = new Request(Request.newestOfEach(writes, admission::release), handler);
        unanswered.add(request);
        target.send(request.writes())
                .whenComplete(
                        // Refused once the task has ended; a checkpoint then still holds the batch.
                        (outcomes, failure) ->
                                mailbox.execute(
                                        () -> answered(request, outcomes, failure),
                                        "A target's answer"));
    }

    private void answered(
            Request request, @Nullable List<Outcome> outcomes, @Nullable Throwable failure)
            throws Exception {
        if (failure == null) {
            settle(request, outcomes);
            return;
        }
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof TargetUnavailableException unavailable) {
            repeat(request, unavailable.getMessage());
        } else if (cause instanceof DeliveryRefusedException refused) {
            throw refused;
        } else {
            throw new IOException("Cannot deliver to " + target.description(), cause);
        }
    }

    private void settle(Request request, List<Outcome> outcomes) {
        List<DocumentWrite> remaining = new ArrayList<>();
        String words = null;
        for (int i = 0; i < outcomes.size(); i++) {
            DocumentWrite write = request.writes().get(i);
            Outcome outcome = outcomes.get(i);
            if (outcome instanceof Outcome.Done done) {
                counters.count(done);
                admission.release(write);
            } else if (outcome instanceof Outcome.Retry retry) {
                remaining.add(write);
                words = retry.words();
            } else if (outcome instanceof Outcome.Refused refused) {
                throw new DeliveryRefusedException(
                        target.description()
                                + " refused the "
                                + write.name()
                                + ": "
                                + refused.words());
            }
        }
        if (remaining.isEmpty()) {
            outage.succeeded();
            unanswered.remove(request);
            request.complete();
        } else {
            request.narrow(remaining);
            repeat(request, words);
        }
    }

    private void repeat(Request request, String words) {
        counters.retried().inc(request.writes().size());
        Duration delay = backoff.after(outage.failed(words));
        timers.registerTimer(
                timers.getCurrentProcessingTime() + delay.toMillis(), at -> giveBack(request));
    }

    /** Mails keep their order: the request is forgotten once the buffer holds its writes. */
    private void giveBack(Request request) {
        request.giveBack();
        mailbox.execute(() -> unanswered.remove(request), "Forget a request that was given back");
    }

    @Override
    public void close() {
        super.close();
        try {
            target.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot close " + target.description(), e);
        }
    }
}
