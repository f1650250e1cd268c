package io.millrace.sink.writer;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a target fails to take what it is sent, and since when. It says so once when that begins
 * and once when it ends; a target that falters again and again is mentioned once a minute.
 */
final class Outage {
    private static final Logger LOG = LoggerFactory.getLogger(Outage.class);
    private static final long QUIET_NANOS = Duration.ofMinutes(1).toNanos();

    private final String target;
    private final LongSupplier nanoTime;
    private int failures;
    private boolean told;
    private long since;
    private long quietUntil;

    Outage(String target, LongSupplier nanoTime) {
        this.target = target;
        this.nanoTime = nanoTime;
        this.quietUntil = nanoTime.getAsLong();
    }

    /**
     * @param words the target's
     * @return how many failures in a row this makes
     */
    int failed(String words) {
        if (failures++ == 0) {
            since = nanoTime.getAsLong();
            if (since - quietUntil >= 0) {
                told = true;
                quietUntil = since + QUIET_NANOS;
                LOG.warn("{} takes nothing: {}. Retrying until it does.", target, words);
            }
        }
        return failures;
    }

    void succeeded() {
        if (told) {
            LOG.info(
                    "{} takes documents again, after {} ms.",
                    target,
                    Duration.ofNanos(nanoTime.getAsLong() - since).toMillis());
            told = false;
        }
        failures = 0;
    }
}
