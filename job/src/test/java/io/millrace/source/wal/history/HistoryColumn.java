package io.millrace.source.wal.history;

import io.millrace.postgres.Identifiers;
import java.util.List;

/**
 * A column as a session sees it.
 *
 * @param type in SQL, with its modifier
 * @param labels of an enum, or of an array's; else none
 */
record HistoryColumn(
        String name, String type, boolean generated, boolean key, List<String> labels) {
    String quoted() {
        return Identifiers.quote(name);
    }

    boolean alterable() {
        return !key && !generated;
    }
}
