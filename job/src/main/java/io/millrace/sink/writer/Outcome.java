package io.millrace.sink.writer;

/** What became of one write. */
public sealed interface Outcome {
    /** It is done. */
    enum Done implements Outcome {
        /** The target now holds what it was sent, or holds nothing where it was told to delete. */
        ACCEPTED,
        /** The target held something newer, which it kept. */
        ALREADY_NEWER
    }

    /**
     * It may succeed later, as it is.
     *
     * @param words the target's
     */
    record Retry(String words) implements Outcome {}

    /**
     * It can never succeed.
     *
     * @param words the target's
     */
    record Refused(String words) implements Outcome {}
}
