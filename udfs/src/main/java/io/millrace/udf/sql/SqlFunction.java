package io.millrace.udf.sql;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The name of a SQL function and its documentation, of which docs/functions.md is made. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface SqlFunction {
    /** In capitals, as the documentation writes it; SQL does not mind the case. */
    String name();

    /** As they stand between parentheses, such as {@code text, length}. */
    String arguments();

    /** What it does, in one or two sentences. */
    String description();

    Example[] examples();

    /** A call, and what it gives. The build runs it. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target({})
    @interface Example {
        String call();

        /** As Flink casts it to a text; for JSON, the JSON. */
        String result();
    }
}
