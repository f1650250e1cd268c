package io.millrace.change;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.flink.core.memory.DataInputView;

/**
 * Reads the names of tables, and gives those that come again as the same object: the many keys of a
 * table share it, and its hash.
 */
final class KnownTables {
    private static final int PLACES = 1024;

    /** Any thread may replace any entry; each is immutable, and right for its bytes. */
    private static final Entry[] ENTRIES = new Entry[PLACES];

    private KnownTables() {}

    private record Entry(byte[] schema, byte[] name, TableName table) {
        boolean isOf(byte[] otherSchema, byte[] otherName) {
            return Arrays.equals(name, otherName) && Arrays.equals(schema, otherSchema);
        }
    }

    /** Reads schema and name, each as {@link Fields#writeText} has written it. */
    static TableName read(DataInputView in) throws IOException {
        byte[] schema = Fields.readBytes(in);
        byte[] name = Fields.readBytes(in);
        int place = Math.floorMod(Arrays.hashCode(schema) * 31 + Arrays.hashCode(name), PLACES);
        Entry known = ENTRIES[place];
        if (known == null || !known.isOf(schema, name)) {
            known = new Entry(schema, name, new TableName(text(schema), text(name)));
            ENTRIES[place] = known;
        }
        return known.table();
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
