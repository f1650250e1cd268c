package io.millrace.row;

import javax.annotation.Nullable;

/**
 * Which rows of a table.
 *
 * @param condition in Postgres's SQL, on the table's columns, as a user writes it; null for all
 * @param limit how many at most
 */
public record RowSelection(@Nullable String condition, int limit) {}
