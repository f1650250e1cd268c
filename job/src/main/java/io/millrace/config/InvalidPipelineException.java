package io.millrace.config;

import java.util.List;
import java.util.stream.Collectors;

/** A pipeline cannot start; its message lists every problem that was found, a line each. */
public final class InvalidPipelineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public InvalidPipelineException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
