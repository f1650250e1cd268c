package io.millrace.flow.row;

/** A change cannot be computed with, because of one of its columns. Has no stack trace. */
public final class UnusableColumnException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private UnusableColumnException(String message) {
        super(message, null, false, false);
    }

    static UnusableColumnException missing(String column) {
        return new UnusableColumnException("the record lacks the column '" + column + "'");
    }

    static UnusableColumnException wrong(String column, String value, String type) {
        return new UnusableColumnException(
                "the column '" + column + "' holds " + value + ", which is no " + type);
    }
}
