package io.millrace.row;

import io.millrace.change.TableName;
import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * A table was emptied at once, whose documents would stay behind. Flink does not restart a job that
 * fails by it, since the same change would come again.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
final class TruncatedTableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TruncatedTableException(TableName table) {
        super(
                "The table "
                        + table
                        + " was truncated, which this version cannot pass on: its documents are"
                        + " still in the sinks. Empty them there, and begin anew with --fresh");
    }
}
