package io.millrace.sink.writer;

import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * A writer's context whose timers wait for a free slot before they fire. Flink's timer for buffered
 * entries otherwise occupies the task's thread until its request may be sent, and no checkpoint
 * completes during an outage.
 */
@SuppressWarnings("deprecation") // AsyncSinkWriter of Flink 1.20 is built around this context.
final class PatientContext extends Sink.InitContextWrapper {
    private final ProcessingTimeService timers;
    private final RequestSlots slots;

    PatientContext(WriterInitContext context, RequestSlots slots) {
        super(context);
        this.timers = context.getProcessingTimeService();
        this.slots = slots;
    }

    @Override
    public ProcessingTimeService getProcessingTimeService() {
        return new ProcessingTimeService() {
            @Override
            public long getCurrentProcessingTime() {
                return timers.getCurrentProcessingTime();
            }

            @Override
            public ScheduledFuture<?> registerTimer(long time, ProcessingTimeCallback callback) {
                return timers.registerTimer(
                        time, at -> slots.whenFree(() -> callback.onProcessingTime(at)));
            }
        };
    }
}
