package io.millrace.config;

import java.io.Serializable;

/** Which of the rows that a table has are read when it is new to a flow. */
public sealed interface InitialBackfill extends Serializable {
    InitialBackfill ALL = new All();
    InitialBackfill NONE = new None();

    record All() implements InitialBackfill {}

    record None() implements InitialBackfill {}

    /**
     * Those that meet a condition.
     *
     * @param condition of Postgres, on the table's columns
     */
    record Where(String condition, Place place) implements InitialBackfill {}
}
