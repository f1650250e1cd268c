package io.millrace.change;

/** What happened to a row. A {@link #READ} is a row as a snapshot found it. */
public enum Action {
    INSERT('i'),
    UPDATE('u'),
    DELETE('d'),
    READ('r'),
    /** All rows of a table went at once. */
    TRUNCATE('t');

    private final byte code;

    Action(char code) {
        this.code = (byte) code;
    }

    /** The byte that stands for this action in serialized form; never reused for another. */
    byte code() {
        return code;
    }

    /**
     * @throws IllegalArgumentException if no action has this code
     */
    static Action ofCode(byte code) {
        for (Action action : values()) {
            if (action.code == code) {
                return action;
            }
        }
        throw new IllegalArgumentException("No action has the code " + code);
    }
}
