package io.millrace.flow.function;

import io.millrace.change.VersionedChange;
import io.millrace.config.Fragment;
import io.millrace.config.Problem;
import io.millrace.udf.FilterFunction;
import java.util.Optional;

/** A filter in Java, opened. Not thread-safe. */
public final class JavaFilter extends JavaFunction<FilterFunction> {
    private JavaFilter(Fragment.Function step, ClassLoader classes) {
        super(step, new FunctionClass<>(FilterFunction.class), classes);
    }

    /** What keeps a filter from running; it is opened and closed for that. */
    public static Optional<Problem> check(Fragment.Function step, ClassLoader classes) {
        return check(step, classes, JavaFilter::new);
    }

    /**
     * @throws UnusableFunctionException if it cannot be made or opened
     */
    public static JavaFilter open(Fragment.Function step, ClassLoader classes) {
        return new JavaFilter(step, classes);
    }

    /**
     * @return whether the row is kept
     * @throws FunctionFailedException if the function fails on this change
     */
    public boolean test(VersionedChange change)
            throws FunctionFailedException, InterruptedException {
        return call(change, FilterFunction::keep);
    }
}
