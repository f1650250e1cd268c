package io.millrace.delivery;

/** What becomes of a document that the sink should hold already. */
enum Repeats {
    /** It is sent only where a row was read anew. */
    DROPPED,
    /** It is passed on to a stage that knows better. */
    PASSED
}
