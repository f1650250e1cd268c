package io.millrace.config;

import java.io.Serializable;

/**
 * The table that a flow reads, or all whose names match.
 *
 * @param text as the user wrote it: {@code schema.table}, where {@code *} outside of quotes stands
 *     for any letters
 */
public record TablePattern(String text, Place place) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Whether it may match several tables. */
    public boolean isPattern() {
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            quoted ^= c == '"';
            if (c == '*' && !quoted) {
                return true;
            }
        }
        return false;
    }
}
