package io.millrace.flow.function;

import io.millrace.change.VersionedChange;
import io.millrace.config.Fragment;
import io.millrace.config.NearestName;
import io.millrace.config.Problem;
import io.millrace.udf.Change;
import io.millrace.udf.FlowFunction;
import io.millrace.udf.FunctionOptions;
import io.millrace.udf.OptionException;
import java.util.Optional;
import java.util.function.BiFunction;
import javax.annotation.Nullable;

/** A user's function, opened. */
abstract class JavaFunction<F extends FlowFunction> implements AutoCloseable {
    private final F function;

    /**
     * @throws UnusableFunctionException if it cannot be made or opened
     */
    JavaFunction(Fragment.Function step, FunctionClass<F> kind, ClassLoader classes) {
        function = kind.instance(step.className(), classes);
        FunctionOptions options = FunctionOptions.of(step.className(), step.options());
        try {
            function.open(options);
        } catch (OptionException e) {
            throw new UnusableFunctionException(e.problem(), e.remedy(), e);
        } catch (Exception | LinkageError e) {
            throw new UnusableFunctionException(
                    step.className() + " cannot be opened: " + Reason.of(e, function.getClass()),
                    "See what it does in 'open'.",
                    e);
        }
        refuseUnasked(step.className(), options);
    }

    /**
     * Opens a step, and closes it again.
     *
     * @return what keeps it from running
     */
    static Optional<Problem> check(
            Fragment.Function step,
            ClassLoader classes,
            BiFunction<Fragment.Function, ClassLoader, ? extends JavaFunction<?>> opening) {
        try {
            opening.apply(step, classes).close();
            return Optional.empty();
        } catch (UnusableFunctionException e) {
            return Optional.of(new Problem(step.place(), e.problem(), e.remedy()));
        }
    }

    /**
     * @throws FunctionFailedException with whatever the function throws
     * @throws InterruptedException if the job is being stopped
     */
    final <T> T call(VersionedChange change, Call<F, T> call)
            throws FunctionFailedException, InterruptedException {
        try {
            return call.on(function, new ChangeView(change));
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw new FunctionFailedException(
                    name() + " failed: " + Reason.of(e, function.getClass()), e);
        }
    }

    final FunctionFailedException failure(String message) {
        return new FunctionFailedException(name() + " " + message);
    }

    private String name() {
        return function.getClass().getName();
    }

    /**
     * @throws UnusableFunctionException with whatever the function throws
     */
    @Override
    public void close() {
        try {
            function.close();
        } catch (Exception e) {
            throw new UnusableFunctionException(
                    name() + " cannot be closed: " + Reason.of(e, function.getClass()),
                    "See what it does in 'close'.",
                    e);
        }
    }

    private void refuseUnasked(String className, FunctionOptions options) {
        for (String name : options.unasked()) {
            close();
            throw new UnusableFunctionException(
                    className + " has no option '" + name + "'",
                    NearestName.of(name, options.asked())
                            .map(nearest -> "Did you mean '" + nearest + "'?")
                            .orElse(
                                    options.asked().isEmpty()
                                            ? "It has none."
                                            : "Its options are "
                                                    + String.join(", ", options.asked())
                                                    + "."),
                    null);
        }
    }

    /** What a step asks of its function. */
    interface Call<F, T> {
        @Nullable
        T on(F function, Change change) throws Exception;
    }
}
