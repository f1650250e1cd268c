package io.millrace.deadletter;

import io.millrace.change.DeadLetter;
import io.millrace.change.Json;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.metrics.Counter;

/**
 * Collects letters up to the next checkpoint, or until they are many, and does not go on before
 * they are kept.
 */
final class DeadLetterWriter implements SinkWriter<DeadLetter> {
    private static final int MAX_LETTERS = 500;
    private static final long MAX_BYTES = 4 << 20;

    private final LetterStore store;
    private final TableOutage outage;
    private final Pause pause;
    private final Counter written;
    private final List<DeadLetter> letters = new ArrayList<>();
    private long bytes;

    /**
     * @param written counts what is new in the table
     */
    DeadLetterWriter(LetterStore store, TableOutage outage, Pause pause, Counter written) {
        this.store = store;
        this.outage = outage;
        this.pause = pause;
        this.written = written;
    }

    @Override
    public void write(DeadLetter letter, Context context) throws InterruptedException {
        letters.add(letter);
        bytes += size(letter.record());
        bytes += letter.document() == null ? 0 : size(letter.document().content());
        if (letters.size() >= MAX_LETTERS || bytes >= MAX_BYTES) {
            writeOut();
        }
    }

    @Override
    public void flush(boolean endOfInput) throws InterruptedException {
        if (!letters.isEmpty()) {
            writeOut();
        }
    }

    private void writeOut() throws InterruptedException {
        while (!letters.isEmpty()) {
            try {
                written.inc(store.add(letters));
                outage.succeeded();
                letters.clear();
                bytes = 0;
            } catch (SQLException e) {
                pause.await(outage.failed(e));
            }
        }
    }

    private static long size(@Nullable Json json) {
        return json == null ? 0 : json.utf8().length;
    }

    @Override
    public void close() throws IOException {
        try {
            store.close();
        } catch (SQLException e) {
            throw new IOException("Cannot close the connection for dead letters", e);
        }
    }
}
