package io.millrace.flow.function;

import io.millrace.change.VersionedChange;
import io.millrace.config.Fragment;
import io.millrace.config.Problem;
import io.millrace.udf.RouteFunction;
import java.util.Optional;
import javax.annotation.Nullable;

/** A route in Java, opened. Not thread-safe. */
public final class JavaRoute extends JavaFunction<RouteFunction> {
    private JavaRoute(Fragment.Function step, ClassLoader classes) {
        super(step, new FunctionClass<>(RouteFunction.class), classes);
    }

    /** What keeps a route from running; it is opened and closed for that. */
    public static Optional<Problem> check(Fragment.Function step, ClassLoader classes) {
        return check(step, classes, JavaRoute::new);
    }

    /**
     * @throws UnusableFunctionException if it cannot be made or opened
     */
    public static JavaRoute open(Fragment.Function step, ClassLoader classes) {
        return new JavaRoute(step, classes);
    }

    /**
     * @return which index, collection or table; null for the sink's own
     * @throws FunctionFailedException if the function fails on this change, or gives an empty text
     */
    @Nullable
    public String apply(VersionedChange change)
            throws FunctionFailedException, InterruptedException {
        String route = call(change, RouteFunction::route);
        if (route != null && route.isEmpty()) {
            throw failure("gave an empty route; it is null for the sink's own");
        }
        return route;
    }
}
