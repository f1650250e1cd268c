package io.millrace.backfill;

/** What a bounded job is to read cannot be read. */
public final class BackfillFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BackfillFailedException(String reason) {
        super(reason);
    }
}
