package io.millrace.pipeline.history;

import io.millrace.testing.InMemoryIndex;
import io.millrace.testing.TcpForwarder;
import io.millrace.testing.TestDatabase;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Random mishaps of one pipeline. Each leaves it so that it goes on. */
public final class Mishaps {
    private static final int MANY = 1_000_000;

    private final TestDatabase database;
    private final FlowHistory history;
    private final RestartedPipeline pipeline;
    private final List<InMemoryIndex> indexes;
    private final TcpForwarder elasticsearch;
    private final Map<Mishap, Integer> effects;
    private boolean away;

    /**
     * @param elasticsearch the way to it
     * @param effects counts the mishaps that took effect
     */
    public Mishaps(
            TestDatabase database,
            FlowHistory history,
            RestartedPipeline pipeline,
            SinkContents sinks,
            TcpForwarder elasticsearch,
            Map<Mishap, Integer> effects) {
        this.database = database;
        this.history = history;
        this.pipeline = pipeline;
        this.indexes = sinks.inMemory();
        this.elasticsearch = elasticsearch;
        this.effects = effects;
    }

    /** Has one happen, after the one before is over. */
    public void next(Random random) throws Exception {
        end();
        Mishap mishap = Mishap.values()[random.nextInt(Mishap.values().length)];
        InMemoryIndex index = indexes.get(random.nextInt(indexes.size()));
        boolean done = true;
        switch (mishap) {
            case CHECKPOINT -> done = pipeline.checkpoint();
            case SINK_FAILS -> index.failAfter(1 + random.nextInt(40));
            case SINK_HOLDS_FROM_CHECKPOINT_AND_FAILS -> index.holdAtCheckpoint();
            case SINK_IS_SLOW -> index.takeTime(Duration.ofMillis(2));
            case SINK_IS_AWAY -> {
                elasticsearch.cut();
                away = true;
            }
            case TASK_MANAGER_ENDS -> pipeline.replaceTaskManager();
            case LOG_DISCONNECTED ->
                    terminate("pid IN (SELECT active_pid FROM pg_replication_slots)");
            case SESSIONS_DISCONNECTED ->
                    terminate(
                            "pid <> pg_backend_pid() AND datname = current_database()"
                                    + " AND application_name <> '"
                                    + FlowHistory.APPLICATION
                                    + "'");
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
        if (done) {
            effects.merge(mishap, 1, Integer::sum);
        }
    }

    /** Nothing goes wrong any more. */
    public void end() throws IOException {
        for (InMemoryIndex index : indexes) {
            index.failAfter(MANY);
            index.takeTime(Duration.ZERO);
            if (index.isHolding()) {
                index.releaseByFailing();
            }
        }
        if (away) {
            elasticsearch.open();
            away = false;
        }
    }

    private void terminate(String which) throws SQLException {
        database.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE " + which);
    }
}
