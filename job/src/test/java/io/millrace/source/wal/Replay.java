package io.millrace.source.wal;

import io.millrace.change.RowChange;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What an index would hold after a stream of changes: each row's last record. */
final class Replay {
    private final Map<String, Map<String, String>> tables = new TreeMap<>();

    void apply(List<RowChange> changes) {
        for (RowChange change : changes) {
            Map<String, String> rows = rows(change.key().table().name());
            switch (change.action()) {
                case TRUNCATE -> rows.clear();
                case DELETE -> rows.remove(change.key().id());
                default -> rows.put(change.key().id(), change.record().toString());
            }
        }
    }

    Map<String, String> rows(String table) {
        return tables.computeIfAbsent(table, name -> new TreeMap<>());
    }
}
