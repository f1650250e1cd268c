package io.millrace.flow;

import io.millrace.change.Action;
import io.millrace.change.RowChange;

/** Names events so that their ids sort as they happened, and the same event has the same id. */
final class EventIds {
    private static final int LSN_DIGITS = 16;
    private static final int INDEX_DIGITS = 10;

    private EventIds() {}

    /**
     * {@code <lsn>-<index>}, hexadecimal and decimal, padded. A position may be shared by reads,
     * and by changes of a reader that does not count them: those have the row's key behind it.
     */
    static String of(RowChange change) {
        StringBuilder id = new StringBuilder(LSN_DIGITS + 1 + INDEX_DIGITS);
        pad(Long.toHexString(change.position().lsn()), LSN_DIGITS, id);
        id.append('-');
        if (change.action() == Action.READ) {
            return id.append("read-").append(change.key()).toString();
        }
        long index = change.position().index();
        pad(Long.toString(index), INDEX_DIGITS, id);
        return index > 0 ? id.toString() : id.append('-').append(change.key()).toString();
    }

    private static void pad(String digits, int length, StringBuilder text) {
        text.append("0".repeat(Math.max(0, length - digits.length()))).append(digits);
    }
}
