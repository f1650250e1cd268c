package io.millrace.flow.row;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.MemorySegment;
import org.apache.flink.core.memory.MemorySegmentFactory;
import org.apache.flink.table.data.binary.BinaryStringData;

/**
 * The strings of one row that are JSON. Each is known by the very object of its text, which it
 * keeps where a query copies its bytes.
 */
final class JsonTexts {
    private final List<String> texts = new ArrayList<>();

    void clear() {
        texts.clear();
    }

    BinaryStringData add(byte[] utf8, int from, int to) {
        String text = new String(utf8, from, to - from, StandardCharsets.UTF_8);
        texts.add(text);
        return new BinaryStringData(
                new MemorySegment[] {MemorySegmentFactory.wrap(utf8)}, from, to - from, text);
    }

    /** Whether a string, or one that it was copied from, was added since the last clearing. */
    boolean has(BinaryStringData string) {
        String text = string.getJavaObject();
        if (text != null) {
            for (int i = 0; i < texts.size(); i++) {
                if (texts.get(i) == text) {
                    return true;
                }
            }
        }
        return false;
    }
}
