package io.millrace.udf.json;

import javax.annotation.Nullable;

/** Reads a range as {@code range_out} of Postgres writes it. */
final class RangeText {
    private final String range;
    private int at;

    RangeText(String range) {
        this.range = range;
    }

    /** The next character, one of these. */
    char next(String expected) {
        if (at == range.length() || expected.indexOf(range.charAt(at)) < 0) {
            throw failure();
        }
        return range.charAt(at++);
    }

    void end() {
        if (at < range.length()) {
            throw failure();
        }
    }

    /** The next bound; null if it is infinite. In quotes a quote or backslash stands twice. */
    @Nullable
    String bound() {
        StringBuilder bound = new StringBuilder();
        int begin = at;
        boolean quoted = false;
        while (at < range.length() && (quoted || ",[]()".indexOf(range.charAt(at)) < 0)) {
            char c = range.charAt(at++);
            if (c == '"') {
                boolean escaped = quoted && at < range.length() && range.charAt(at) == '"';
                if (escaped) {
                    bound.append(range.charAt(at++));
                } else {
                    quoted = !quoted;
                }
            } else if (c == '\\' && at < range.length()) {
                bound.append(range.charAt(at++));
            } else {
                bound.append(c);
            }
        }
        return at == begin ? null : bound.toString();
    }

    private IllegalArgumentException failure() {
        return new IllegalArgumentException("RANGE_BOUNDS: not a range: " + range);
    }
}
