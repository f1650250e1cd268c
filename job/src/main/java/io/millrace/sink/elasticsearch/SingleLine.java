package io.millrace.sink.elasticsearch;

/** A bulk request separates its documents by line breaks, so that none may hold one. */
final class SingleLine {
    private SingleLine() {}

    /**
     * @param json well formed, so that a line break can stand between two of its values alone
     * @return the same bytes, or a copy where there are line breaks
     */
    static byte[] of(byte[] json) {
        for (int i = 0; i < json.length; i++) {
            if (json[i] == '\n' || json[i] == '\r') {
                return replaced(json, i);
            }
        }
        return json;
    }

    private static byte[] replaced(byte[] json, int first) {
        byte[] line = json.clone();
        for (int i = first; i < line.length; i++) {
            if (line[i] == '\n' || line[i] == '\r') {
                line[i] = ' ';
            }
        }
        return line;
    }
}
