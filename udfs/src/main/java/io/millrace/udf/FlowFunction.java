package io.millrace.udf;

/**
 * What the functions of a flow have in common. Each needs a public constructor without arguments.
 *
 * <p>Every subtask of the job has an instance of its own, which one thread calls at a time. It is
 * also made, opened and closed once when the pipeline starts, where the pipeline is checked.
 *
 * <p>A function that throws fails on that one change, which becomes a dead letter or, with {@code
 * on_error: fail}, stops the job. It shall depend on nothing but the change and its options:
 * changes come again after a restart.
 */
public interface FlowFunction extends AutoCloseable {
    /**
     * Called once, before the first change. An option that nobody has asked for when it returns is
     * an error in the pipeline file.
     *
     * @throws Exception if the function cannot work; the pipeline does not start then
     */
    default void open(FunctionOptions options) throws Exception {}

    /** Called once, after the last change. */
    @Override
    default void close() throws Exception {}
}
