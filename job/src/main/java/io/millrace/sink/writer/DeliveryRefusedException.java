package io.millrace.sink.writer;

import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * Something was refused that would be refused again. The message says what, by whom, in whose
 * words, and what to do; the job fails with it, and restarting would not help.
 *
 * <p>It has no cause: clients' exceptions are seldom serializable, and Flink recognizes this one
 * only if it arrives whole at the job manager.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class DeliveryRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DeliveryRefusedException(String message) {
        super(message);
    }
}
