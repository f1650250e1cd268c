package io.millrace.flow.sql;

import org.apache.flink.streaming.api.graph.StreamConfig;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;
import org.apache.flink.streaming.runtime.tasks.StreamTask;

/** What generated code takes of the operator that it runs in. */
public record OperatorContext(
        StreamTask<?, ?> task, StreamConfig config, ProcessingTimeService processingTime) {
    public ClassLoader classLoader() {
        return task.getUserCodeClassLoader();
    }
}
