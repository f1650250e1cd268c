package io.millrace.source.cdc;

/**
 * What {@link ColumnJson} makes of a column's value: JSON, or word that there is none. Debezium
 * turns an exception of a converter into a NULL, so failures travel as values too; no JSON begins
 * with their mark.
 */
final class Fragment {
    private static final char MARK = '\u0000';
    private static final String UNCHANGED = MARK + "unchanged";

    private Fragment() {}

    /** The value was left out of the log because it did not change. */
    static String unchanged() {
        return UNCHANGED;
    }

    static String failure(String reason) {
        return MARK + reason;
    }

    static boolean isJson(String fragment) {
        return fragment.charAt(0) != MARK;
    }

    /** Why there is no JSON. */
    static String reason(String fragment) {
        return fragment.equals(UNCHANGED)
                ? "the log leaves it out because it did not change"
                : fragment.substring(1);
    }
}
