package io.millrace.row;

/** How it is known up to where the log was seen. */
public enum LogProgress {
    /** A watermark says that all changes that committed up to its position have come. */
    WATERMARKS,
    /** It is not known. */
    UNKNOWN
}
