package io.millrace.flow;

import io.millrace.change.RowKey;
import java.util.ArrayList;
import java.util.List;

/** Takes a row's key apart again. */
final class KeyValues {
    private KeyValues() {}

    /**
     * The texts that {@link RowKey#of} has joined.
     *
     * @param columns of the primary key
     */
    static List<String> of(RowKey key, int columns) {
        if (columns < 2) {
            return List.of(key.id());
        }
        List<String> values = new ArrayList<>(columns);
        StringBuilder value = new StringBuilder();
        String id = key.id();
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (c == ',') {
                values.add(value.toString());
                value.setLength(0);
            } else {
                value.append(c == '\\' ? id.charAt(++i) : c);
            }
        }
        values.add(value.toString());
        return values;
    }
}
