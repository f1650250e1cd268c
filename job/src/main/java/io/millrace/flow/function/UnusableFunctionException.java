package io.millrace.flow.function;

/** A class that cannot do a step of a flow. */
public final class UnusableFunctionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String problem;
    private final String remedy;

    /**
     * @param problem without a period at the end
     * @param remedy a sentence
     */
    UnusableFunctionException(String problem, String remedy, Throwable cause) {
        super(problem + ". " + remedy, cause);
        this.problem = problem;
        this.remedy = remedy;
    }

    public String problem() {
        return problem;
    }

    public String remedy() {
        return remedy;
    }
}
