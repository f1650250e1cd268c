package io.millrace.sink.writer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Holds every answer until the test gives it. There is one at a time; the factory that a sink
 * carries leads to it.
 */
final class FaultyTarget implements Target {
    private static FaultyTarget current;

    private final List<List<String>> batches = new ArrayList<>();
    private final Deque<CompletableFuture<List<Outcome>>> unanswered = new ArrayDeque<>();
    private boolean answersAtOnce;
    private boolean closed;

    static FaultyTarget fresh() {
        current = new FaultyTarget();
        return current;
    }

    static TargetFactory factory() {
        return () -> current;
    }

    /** The routes, ids and versions of every batch, such as {@code a1} and {@code route/a1}. */
    List<List<String>> batches() {
        return batches;
    }

    boolean isClosed() {
        return closed;
    }

    void answerAtOnce() {
        answersAtOnce = true;
    }

    /** Answers the oldest batch that is not answered. */
    void answer(Outcome... outcomes) {
        unanswered.remove().complete(List.of(outcomes));
    }

    /** Fails the oldest batch that is not answered. */
    void fail(Exception failure) {
        unanswered.remove().completeExceptionally(failure);
    }

    @Override
    public String description() {
        return "The faulty target";
    }

    @Override
    public String objection(DocumentWrite write) {
        return "odd".equals(write.id()) ? "The faulty target takes nothing odd" : null;
    }

    @Override
    public CompletableFuture<List<Outcome>> send(List<DocumentWrite> batch) {
        batches.add(
                batch.stream()
                        .map(
                                write ->
                                        (write.route() == null ? "" : write.route() + "/")
                                                + write.id()
                                                + (write.isVersioned() ? write.version() : ""))
                        .toList());
        if (answersAtOnce) {
            return CompletableFuture.completedFuture(
                    batch.stream().<Outcome>map(write -> Outcome.Done.ACCEPTED).toList());
        }
        CompletableFuture<List<Outcome>> answer = new CompletableFuture<>();
        unanswered.add(answer);
        return answer;
    }

    @Override
    public void close() {
        closed = true;
    }
}
