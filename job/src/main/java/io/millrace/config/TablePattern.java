package io.millrace.config;

import java.io.Serializable;

/**
 * The table that a flow reads, or all whose names match.
 *
 * @param text as the user wrote it: {@code schema.table}, where {@code *} outside of quotes stands
 *     for any letters
 */
public record TablePattern(String text, Place place) implements Serializable {}
