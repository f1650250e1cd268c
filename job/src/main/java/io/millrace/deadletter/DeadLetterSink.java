package io.millrace.deadletter;

import io.millrace.change.DeadLetter;
import io.millrace.config.SourceSpec;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Writes dead letters into the {@link DeadLetterTable}: each at least before the checkpoint that
 * covers it completes, and once, though its change be read again. While the table cannot be
 * reached, the job stands still.
 */
public final class DeadLetterSink implements Sink<DeadLetter> {
    private static final long serialVersionUID = 1L;

    private final String pipeline;
    private final SourceSpec database;

    /**
     * @param database where the table is, created before the job starts
     */
    public DeadLetterSink(String pipeline, SourceSpec database) {
        this.pipeline = pipeline;
        this.database = database;
    }

    @Override
    public SinkWriter<DeadLetter> createWriter(WriterInitContext context) {
        return new DeadLetterWriter(
                new TableLetters(pipeline, database),
                new TableOutage(database, System::nanoTime),
                new MailboxPause(context.getMailboxExecutor(), context.getProcessingTimeService()),
                context.metricGroup().counter("deadLetters"));
    }

    @Override
    @Deprecated
    public SinkWriter<DeadLetter> createWriter(InitContext context) {
        throw new UnsupportedOperationException(
                "Flink 1.20 creates writers with a WriterInitContext");
    }
}
