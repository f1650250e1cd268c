package io.millrace.pipeline.history;

/** What happens to a pipeline while its tables change. */
public enum Mishap {
    CHECKPOINT,
    SINK_FAILS,
    SINK_HOLDS_FROM_CHECKPOINT_AND_FAILS,
    SINK_IS_SLOW,
    SINK_IS_AWAY,
    TASK_MANAGER_ENDS,
    LOG_DISCONNECTED,
    SESSIONS_DISCONNECTED,
    STOP_AND_RESTART,
    KILL_AND_RESTART
}
