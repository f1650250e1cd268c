package io.millrace.source;

/**
 * What the log lacks of a table.
 *
 * @param problem in a sentence, without its end
 * @param remedy an SQL statement
 */
public record LogShortage(String problem, String remedy) {}
