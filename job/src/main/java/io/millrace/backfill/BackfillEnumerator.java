package io.millrace.backfill;

import io.millrace.backfill.Correspondence.Answer;
import io.millrace.backfill.chunk.BackfillOver;
import io.millrace.backfill.chunk.ChunkOver;
import io.millrace.backfill.chunk.ChunkSplit;
import io.millrace.backfill.chunk.ChunksKnown;
import io.millrace.backfill.chunk.Scope;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.annotation.Nullable;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.util.FlinkRuntimeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes backfills on and gives their chunks to readers that ask. A backfill is finished when a
 * checkpoint is complete that was begun after its last chunk was over: then its rows are through
 * the sinks.
 */
final class BackfillEnumerator implements SplitEnumerator<ChunkSplit, BackfillState> {
    private static final Logger LOG = LoggerFactory.getLogger(BackfillEnumerator.class);
    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);

    private final SplitEnumeratorContext<ChunkSplit> context;
    private final Planning planning;
    private final Correspondence control;
    private final BackfillSettings spec;
    private final Boundedness boundedness;
    private final NewBackfills news;
    private final OpenBackfills open = new OpenBackfills();
    private final Map<Long, Ending> untold = new TreeMap<>();
    private final Map<Long, Long> toldRows = new HashMap<>();
    private final Set<Integer> waiting = new TreeSet<>();
    private long nextChunk;
    private volatile int running;

    BackfillEnumerator(
            SplitEnumeratorContext<ChunkSplit> context,
            Planning planning,
            Correspondence control,
            BackfillSettings spec,
            Boundedness boundedness,
            BackfillState state) {
        this.context = context;
        this.planning = planning;
        this.control = control;
        this.spec = spec;
        this.boundedness = boundedness;
        this.news = new NewBackfills(spec.initial(), state);
        this.nextChunk = state.nextChunk();
        state.open().forEach(progress -> open.add(new OpenBackfill(progress)));
        state.untold().forEach(ending -> untold.put(ending.id(), ending));
    }

    @Override
    public void start() {
        context.metricGroup().gauge("backfillsRunning", () -> running);
        for (OpenBackfill backfill : open.all()) {
            if (backfill.hasBegun()) {
                control.started(backfill.id(), backfill.rowsEstimated());
            }
        }
        untold.values().forEach(control::ended);
        control.ask(open.ids(), news.newestId());
        context.callAsync(control::exchange, this::answered, 0, LOOK_INTERVAL.toMillis());
    }

    /** Null if the control table could not be looked into: then it is as it was. */
    private void answered(@Nullable Answer answer, @Nullable Throwable error) {
        if (error != null) {
            throw new FlinkRuntimeException(error.getMessage(), error);
        }
        if (answer != null) {
            answer.told().forEach(untold::remove);
            obey(answer);
            takeOn(answer);
        }
        finish();
        tellProgress();
        control.ask(open.ids(), news.newestId());
        assign();
    }

    /** What users have done to backfills that are open here. */
    private void obey(Answer answer) {
        Map<Long, BackfillPhase> phases = new HashMap<>();
        answer.rows().forEach(row -> phases.put(row.id(), row.phase()));
        for (long id : answer.known()) {
            Optional<OpenBackfill> known = open.find(id);
            if (known.isEmpty()) {
                continue;
            }
            switch (phases.getOrDefault(id, BackfillPhase.CANCELLED)) {
                case PAUSED -> known.get().pause();
                // Finished by a run that was restored to before: this one does it again.
                case REQUESTED, RUNNING, FINISHED -> known.get().resume();
                case CANCELLED, FAILED -> {
                    LOG.info("The backfill {} is not wanted any more", known.get().scope());
                    drop(known.get());
                }
            }
        }
    }

    private void takeOn(Answer answer) {
        for (Backfill row : news.of(answer, open)) {
            BackfillRequest request = row.request();
            OpenBackfill backfill =
                    new OpenBackfill(
                            BackfillProgress.none(
                                    new Scope(
                                            row.id(),
                                            request.flow(),
                                            request.table(),
                                            request.condition())));
            if (row.phase() == BackfillPhase.PAUSED) {
                backfill.pause();
            }
            open.add(backfill);
        }
        for (OpenBackfill backfill : open.all()) {
            Scope scope = backfill.scope();
            if (!spec.has(scope.flow(), scope.table())) {
                fail(
                        backfill,
                        "The pipeline has no flow '"
                                + scope.flow()
                                + "' that reads "
                                + scope.table()
                                + ". Request a backfill of one that it has.");
            }
        }
        List<BackfillRequest> missing = news.toRequest(answer);
        if (!missing.isEmpty()) {
            control.request(missing);
        }
    }

    private void tellProgress() {
        for (OpenBackfill backfill : open.all()) {
            Long rows = backfill.rowsRead();
            if (!rows.equals(toldRows.put(backfill.id(), rows))) {
                control.progress(backfill.id(), rows);
            }
        }
        running = open.running();
    }

    @Override
    public void addReader(int subtaskId) {}

    @Override
    public void handleSplitRequest(int subtaskId, @Nullable String hostname) {
        waiting.add(subtaskId);
        assign();
    }

    private void assign() {
        for (int reader : List.copyOf(waiting)) {
            Optional<ChunkSplit> split = open.assign();
            if (split.isPresent()) {
                waiting.remove(reader);
                context.assignSplit(split.get(), reader);
            } else if (isEnd()) {
                waiting.remove(reader);
                context.signalNoMoreSplits(reader);
            }
        }
        plan();
    }

    private boolean isEnd() {
        return boundedness == Boundedness.BOUNDED && news.isComplete() && open.areHandedOut();
    }

    private void plan() {
        Optional<OpenBackfill> next = open.toPlan(context.currentParallelism());
        if (next.isEmpty() || !planning.isFree()) {
            return;
        }
        OpenBackfill backfill = next.get();
        planning.ask(
                backfill,
                plan -> {
                    if (open.find(backfill.id()).isPresent()) {
                        planned(backfill, plan);
                    }
                    assign();
                },
                reason -> {
                    if (open.find(backfill.id()).isPresent()) {
                        fail(backfill, reason);
                    }
                    assign();
                });
    }

    private void planned(OpenBackfill backfill, Planning.Next plan) {
        if (!backfill.hasBegun()) {
            backfill.begins(plan.rowsEstimated());
            LOG.info("Begins the backfill {}", backfill.scope());
            control.started(backfill.id(), plan.rowsEstimated());
        }
        backfill.plan(nextChunk++, plan.upTo());
    }

    /** A reader begins anew, as it was at some checkpoint, and asks again. */
    @Override
    public void addSplitsBack(List<ChunkSplit> splits, int subtaskId) {
        waiting.remove(subtaskId);
        open.all().forEach(backfill -> backfill.setBack(subtaskId, splits));
        assign();
    }

    /** A chunk that is not known is of a backfill that is not open any more. */
    @Override
    public void handleSourceEvent(int subtaskId, SourceEvent event) {
        if (event instanceof ChunkOver over) {
            Optional<OpenBackfill> backfill = open.reading(over.chunk());
            if (backfill.isPresent() && over.error() == null) {
                backfill.get().over(over.chunk(), subtaskId, over.rows());
            } else if (!open.isOver(over.chunk())) {
                backfill.ifPresent(failed -> fail(failed, over.error()));
                send(subtaskId, new ChunksKnown(List.of(over.chunk())));
            }
            assign();
        }
    }

    private void fail(OpenBackfill backfill, String reason) {
        LOG.warn("The backfill {} has failed: {}", backfill.scope(), reason);
        drop(backfill);
        end(new Ending(backfill.id(), backfill.rowsRead(), reason));
    }

    private void drop(OpenBackfill backfill) {
        remove(backfill);
        BackfillOver event = new BackfillOver(backfill.id());
        context.registeredReaders().keySet().forEach(reader -> send(reader, event));
    }

    private void remove(OpenBackfill backfill) {
        open.remove(backfill);
        toldRows.remove(backfill.id());
        news.ended(backfill.id());
        running = open.running();
    }

    private void end(Ending ending) {
        untold.put(ending.id(), ending);
        control.ended(ending);
    }

    private void finish() {
        for (OpenBackfill backfill : open.all()) {
            if (backfill.isThrough() && !backfill.isPaused()) {
                LOG.info(
                        "Finished the backfill {}: {} rows", backfill.scope(), backfill.rowsRead());
                remove(backfill);
                end(new Ending(backfill.id(), backfill.rowsRead(), null));
            }
        }
    }

    @Override
    public BackfillState snapshotState(long checkpointId) {
        return new BackfillState(
                news.newestId(),
                nextChunk,
                news.initial(),
                open.all().stream().map(backfill -> backfill.checkpoint(checkpointId)).toList(),
                new ArrayList<>(untold.values()));
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
        Map<Integer, List<Long>> known = new TreeMap<>();
        for (OpenBackfill backfill : open.all()) {
            backfill.completed(checkpointId)
                    .forEach(
                            (chunk, reader) ->
                                    known.computeIfAbsent(reader, none -> new ArrayList<>())
                                            .add(chunk));
        }
        known.forEach((reader, chunks) -> send(reader, new ChunksKnown(chunks)));
        finish();
    }

    /** A reader that is not there now tells again when it is. */
    private void send(int reader, SourceEvent event) {
        if (context.registeredReaders().containsKey(reader)) {
            context.sendEventToSourceReader(reader, event);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            control.abort();
            planning.abort();
        } catch (SQLException e) {
            throw new IOException("Cannot end the sessions of backfills", e);
        }
    }
}
