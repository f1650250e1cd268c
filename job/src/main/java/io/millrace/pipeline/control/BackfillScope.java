package io.millrace.pipeline.control;

import javax.annotation.Nullable;

/**
 * Which of a pipeline's flows and tables are meant, by names that may be wrong.
 *
 * @param flow null for all
 * @param table as in SQL, {@code schema.table}, or its name alone; null for all
 */
public record BackfillScope(@Nullable String flow, @Nullable String table) {
    public static final BackfillScope ALL = new BackfillScope(null, null);
}
