package io.millrace.source;

import java.io.IOException;
import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * The restored state was not written by this reader, or by a later version of it. Flink does not
 * restart a job that fails by it, since the state stays what it is.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class ForeignStateException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * @param version of the state
     * @param reader as a pipeline file calls it
     * @param known the versions that this reader has written, such as {@code 1 to 2}
     */
    public ForeignStateException(int version, String reader, String known) {
        super(
                "The source's state has the version "
                        + version
                        + ", and the reader '"
                        + reader
                        + "' of this Millrace knows only "
                        + known
                        + ". If another source.reader wrote it, go back to that one, or begin anew"
                        + " with --fresh");
    }
}
