package io.millrace.flow.sql;

import io.millrace.config.Problem;

/** A fragment that Flink cannot run, or that is not what its step needs. */
public final class InvalidFragmentException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    InvalidFragmentException(Problem problem) {
        super(problem.toString());
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
