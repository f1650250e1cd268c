package io.millrace.sink.writer;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.annotation.Nullable;

/**
 * What documents are written to. It never retries by itself, and never drops anything.
 *
 * <p>All calls come from one thread, which must not be held up. A target may be sent the same write
 * twice.
 */
public interface Target extends AutoCloseable {
    /** Which one, for messages and the log; without secrets. */
    String description();

    /** Why this would refuse the write, as far as it can tell without sending it; or null. */
    @Nullable
    String objection(DocumentWrite write);

    /**
     * Sends a batch, which holds no document twice: no id twice in one route.
     *
     * @return one outcome per write, in the batch's order; it completes on any thread. A {@link
     *     TargetUnavailableException} means that the whole batch may succeed later; any other
     *     failure ends the job
     */
    CompletableFuture<List<Outcome>> send(List<DocumentWrite> batch);

    /** Gives up what is under way, and releases every thread and connection. */
    @Override
    void close() throws IOException;
}
