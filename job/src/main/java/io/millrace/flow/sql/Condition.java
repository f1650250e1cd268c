package io.millrace.flow.sql;

import java.io.Serializable;

/** A planned condition on the columns of one row. */
public record Condition(Calc calc) implements Serializable {
    private static final long serialVersionUID = 1L;
}
