package io.millrace.pipeline;

import io.millrace.config.Place;
import io.millrace.config.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.core.fs.Path;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.CatalogFunction;
import org.apache.flink.table.catalog.FunctionLanguage;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.table.functions.UserDefinedFunction;
import org.apache.flink.table.functions.UserDefinedFunctionHelper;
import org.apache.flink.table.resource.ResourceUri;

/** A function of {@code CREATE FUNCTION}, which Flink looks at only where it is called. */
record CreatedFunction(String name, CatalogFunction definition) {

    /**
     * What keeps its class from being a function, where that can be told here.
     *
     * @param place of the statement
     */
    Optional<Problem> problem(Place place) {
        if (definition.getFunctionLanguage() == FunctionLanguage.PYTHON) {
            return Optional.empty();
        }
        List<URL> jars = new ArrayList<>();
        for (ResourceUri resource : definition.getFunctionResources()) {
            Path jar = new Path(resource.getUri());
            if (jar.toUri().getScheme() != null && !jar.toUri().getScheme().equals("file")) {
                return Optional.empty();
            }
            jars.add(url(jar));
        }
        try (URLClassLoader classes =
                new URLClassLoader(
                        jars.toArray(URL[]::new), Thread.currentThread().getContextClassLoader())) {
            return problem(place, classes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<Problem> problem(Place place, ClassLoader classes) {
        String className = definition.getClassName();
        try {
            Class<?> found = Class.forName(className, false, classes);
            if (!UserDefinedFunction.class.isAssignableFrom(found)) {
                return unusable(
                        place,
                        "is no function of Flink",
                        "Let it extend " + ScalarFunction.class.getName() + ".");
            }
            UserDefinedFunctionHelper.validateClass(found.asSubclass(UserDefinedFunction.class));
            return Optional.empty();
        } catch (ClassNotFoundException e) {
            return unusable(
                    place,
                    "is not there",
                    "Name the jar that holds it under 'jars', or by --jar; a class within another is"
                            + " written Outer$Inner.");
        } catch (ValidationException e) {
            return unusable(place, "cannot be used: " + e.getMessage(), "Correct the class.");
        } catch (LinkageError e) {
            return unusable(
                    place,
                    "cannot be loaded: " + e,
                    "Build its jar with what it needs, for Java 17 and Flink 1.20.");
        }
    }

    private Optional<Problem> unusable(Place place, String what, String remedy) {
        return Optional.of(
                new Problem(
                        place,
                        "The class '"
                                + definition.getClassName()
                                + "' of the function '"
                                + name
                                + "' "
                                + what.replaceFirst("\\.$", ""),
                        remedy));
    }

    private static URL url(Path jar) {
        try {
            return java.nio.file.Path.of(jar.toUri().getPath()).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new ValidationException("'" + jar + "' is no path of a jar", e);
        }
    }
}
