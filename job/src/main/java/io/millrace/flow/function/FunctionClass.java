package io.millrace.flow.function;

import io.millrace.udf.FilterFunction;
import io.millrace.udf.FlowFunction;
import io.millrace.udf.RouteFunction;
import io.millrace.udf.TransformFunction;
import java.lang.reflect.InvocationTargetException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the functions of a kind: of classes that implement a certain interface. */
record FunctionClass<F extends FlowFunction>(Class<F> kind) {
    /**
     * @param className as {@link Class#getName}
     * @throws UnusableFunctionException if there is no such class, or it is none of the kind, or
     *     cannot be made
     */
    F instance(String className, ClassLoader classes) {
        try {
            Class<?> found = Class.forName(className, true, classes);
            if (!kind.isAssignableFrom(found)) {
                throw unusable(
                        className + " is no " + kind.getSimpleName() + otherKinds(found),
                        "Let it implement " + kind.getName() + ".",
                        null);
            }
            return kind.cast(found.getConstructor().newInstance());
        } catch (ClassNotFoundException e) {
            throw unusable(
                    "There is no class '" + className + "'",
                    "Name the jar that holds it under 'jars'; a class within another is written"
                            + " Outer$Inner.",
                    e);
        } catch (NoSuchMethodException | IllegalAccessException | InstantiationException e) {
            throw unusable(
                    className + " cannot be made",
                    "Let it be a public class with a public constructor without arguments; it gets"
                            + " its options by 'open'.",
                    e);
        } catch (InvocationTargetException e) {
            throw unusable(
                    className + " cannot be made: " + Reason.of(e.getCause()),
                    "See what its constructor does.",
                    e.getCause());
        } catch (LinkageError e) {
            throw unusable(
                    className + " cannot be loaded: " + Reason.of(e),
                    "Build its jar with what it needs, for Java 17 and this version of Millrace.",
                    e);
        }
    }

    private static String otherKinds(Class<?> found) {
        String kinds =
                Stream.of(FilterFunction.class, TransformFunction.class, RouteFunction.class)
                        .filter(other -> other.isAssignableFrom(found))
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(" and a "));
        return kinds.isEmpty() ? "" : " but a " + kinds;
    }

    private static UnusableFunctionException unusable(
            String problem, String remedy, Throwable cause) {
        return new UnusableFunctionException(problem, remedy, cause);
    }
}
