package io.millrace.source.wal.pgoutput;

/** Bytes that are no message of the protocol; says which kind of message, and at which byte. */
public final class MalformedMessageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String kind;
    private final int position;

    MalformedMessageException(String kind, int position, String problem) {
        super("Byte " + position + " of " + kind + " of pgoutput: " + problem);
        this.kind = kind;
        this.position = position;
    }

    /** Such as {@code an Insert message}. */
    public String kind() {
        return kind;
    }

    /** The byte in the message, from 0. */
    public int position() {
        return position;
    }
}
