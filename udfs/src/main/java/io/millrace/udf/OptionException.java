package io.millrace.udf;

/** An option that a function cannot work with. */
public final class OptionException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String problem;
    private final String remedy;

    /**
     * @param problem names the option and what is wrong with it, without a period at the end
     * @param remedy what to do about it, a sentence
     */
    public OptionException(String problem, String remedy) {
        super(problem + ". " + remedy);
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
