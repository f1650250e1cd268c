package io.millrace.backfill.table;

import java.sql.SQLException;

/** A condition is not one that Postgres takes of this table. */
public final class WrongConditionException extends SQLException {
    private static final long serialVersionUID = 1L;

    private static final String SYNTAX_ERROR = "42601";

    /**
     * @param why without a full stop
     */
    public WrongConditionException(String condition, String why) {
        super(
                "The condition '"
                        + condition
                        + "' cannot be used: "
                        + why
                        + ". Write a condition of Postgres on the table's columns, and request the"
                        + " backfill again.",
                SYNTAX_ERROR);
    }
}
