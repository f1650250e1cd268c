package io.millrace.pipeline.history;

import io.millrace.testing.InMemoryIndex;
import io.millrace.testing.TcpForwarder;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Random mishaps of one pipeline. Each leaves it so that it goes on. */
public final class Mishaps {
    private final FlowHistory history;
    private final RestartedPipeline pipeline;
    private final List<InMemoryIndex> indexes;
    private final TcpForwarder elasticsearch;
    private final List<Mishap> coming = new ArrayList<>();
    private boolean away;

    /**
     * @param elasticsearch the way to it
     */
    public Mishaps(
            FlowHistory history,
            RestartedPipeline pipeline,
            SinkContents sinks,
            TcpForwarder elasticsearch) {
        this.history = history;
        this.pipeline = pipeline;
        this.indexes = sinks.inMemory();
        this.elasticsearch = elasticsearch;
    }

    /**
     * Has one happen, after the one before is over. Each has had its turn before one comes again.
     */
    public Mishap next(Random random) throws Exception {
        end();
        if (coming.isEmpty()) {
            coming.addAll(List.of(Mishap.values()));
            Collections.shuffle(coming, random);
        }
        Mishap mishap = coming.remove(0);
        InMemoryIndex index = indexes.get(random.nextInt(indexes.size()));
        switch (mishap) {
            case CHECKPOINT -> pipeline.checkpoint();
            case SINK_FAILS -> index.failAfter(1 + random.nextInt(40));
            case SINK_HOLDS_FROM_CHECKPOINT_AND_FAILS -> index.holdAtCheckpoint();
            case SINK_IS_SLOW -> index.takeTime(Duration.ofMillis(2));
            case SINK_IS_AWAY -> {
                elasticsearch.cut();
                away = true;
            }
            case TASK_MANAGER_ENDS -> pipeline.replaceTaskManager();
            case LOG_DISCONNECTED ->
                    pipeline.disconnect("pid IN (SELECT active_pid FROM pg_replication_slots)");
            case SESSIONS_DISCONNECTED ->
                    pipeline.disconnect("application_name <> '" + FlowHistory.APPLICATION + "'");
            case STOP_AND_RESTART -> {
                history.unlockTables();
                pipeline.stop();
                pipeline.start(RunSettings.any(random));
            }
            case KILL_AND_RESTART -> {
                history.unlockTables();
                pipeline.kill();
                pipeline.start(RunSettings.any(random).withBackendOf(pipeline.settings()));
            }
        }
        return mishap;
    }

    /** Nothing goes wrong any more. */
    public void end() throws IOException {
        indexes.forEach(InMemoryIndex::recover);
        if (away) {
            elasticsearch.open();
            away = false;
        }
    }
}
