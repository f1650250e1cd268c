package io.millrace.source.wal.pgoutput;

/** The byte that a message begins with. */
final class MessageKind {
    static final byte BEGIN = 'B';
    static final byte COMMIT = 'C';
    static final byte ORIGIN = 'O';
    static final byte RELATION = 'R';
    static final byte TYPE = 'Y';
    static final byte INSERT = 'I';
    static final byte UPDATE = 'U';
    static final byte DELETE = 'D';
    static final byte TRUNCATE = 'T';
    static final byte MESSAGE = 'M';

    private MessageKind() {}

    /** For people. */
    static String describe(byte kind) {
        return switch (kind) {
            case BEGIN -> "a Begin message";
            case COMMIT -> "a Commit message";
            case ORIGIN -> "an Origin message";
            case RELATION -> "a Relation message";
            case TYPE -> "a Type message";
            case INSERT -> "an Insert message";
            case UPDATE -> "an Update message";
            case DELETE -> "a Delete message";
            case TRUNCATE -> "a Truncate message";
            case MESSAGE -> "a Message message";
            default -> "a message of the unknown kind " + printed(kind);
        };
    }

    private static String printed(byte kind) {
        return kind > ' ' && kind < 0x7f
                ? "'" + (char) kind + "'"
                : String.format("0x%02x", Byte.toUnsignedInt(kind));
    }
}
