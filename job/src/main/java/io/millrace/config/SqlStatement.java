package io.millrace.config;

/**
 * One statement of a definitions file.
 *
 * @param text without the closing semicolon, its {@code ${NAME}}s replaced. May hold secrets: never
 *     printed
 */
public record SqlStatement(String text, Place place) {
    @Override
    public String toString() {
        return "statement at " + place;
    }
}
