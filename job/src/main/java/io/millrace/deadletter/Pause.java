package io.millrace.deadletter;

import java.time.Duration;

/** Waits, and can be interrupted. */
@FunctionalInterface
interface Pause {
    void await(Duration time) throws InterruptedException;
}
