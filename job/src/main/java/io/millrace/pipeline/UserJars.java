package io.millrace.pipeline;

import io.millrace.config.InvalidPipelineException;
import io.millrace.config.PipelineSpec;
import io.millrace.config.Place;
import io.millrace.config.Problem;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipFile;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.FlinkUserCodeClassLoaders;

/**
 * Jars with functions and connectors of the user's. They are needed twice: where the pipeline is
 * planned, by {@link #classLoader}, and where it runs, to which {@link #addTo} has them sent.
 */
final class UserJars {
    /** What users' code shares with Millrace, even where a jar brings its own. */
    private static final List<String> SHARED = List.of("io.millrace.", "com.fasterxml.jackson.");

    private final List<URL> urls;

    private UserJars(List<URL> urls) {
        this.urls = List.copyOf(urls);
    }

    /**
     * Those of a pipeline.
     *
     * @throws InvalidPipelineException if one cannot be used
     */
    static UserJars of(PipelineSpec spec) {
        List<Problem> problems =
                spec.jars().stream().flatMap(jar -> check(jar, spec.place()).stream()).toList();
        if (!problems.isEmpty()) {
            throw new InvalidPipelineException(problems);
        }
        return of(spec.jars());
    }

    /**
     * @param jars files that {@link #check} has nothing against
     */
    static UserJars of(List<Path> jars) {
        return new UserJars(jars.stream().map(UserJars::url).toList());
    }

    /**
     * What is wrong with a jar.
     *
     * @param place where it is named
     */
    static Optional<Problem> check(Path jar, Place place) {
        if (!Files.isRegularFile(jar)) {
            return Optional.of(
                    new Problem(
                            place,
                            "there is no jar " + jar,
                            "Name a file, seen from the folder of the pipeline file."));
        }
        try (ZipFile readable = new ZipFile(jar.toFile())) {
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(
                    new Problem(
                            place,
                            jar + " cannot be read as a jar: " + e.getMessage(),
                            "Build it again, and let this user read it."));
        }
    }

    /**
     * The classes of the jars, and those that are there without them. It is to be the context class
     * loader while the pipeline is planned.
     *
     * @param settings Flink's: {@code classloader.*} holds here too
     */
    ClassLoader classLoader(ClassLoader parent, Configuration settings) {
        return FlinkUserCodeClassLoaders.create(
                urls.toArray(URL[]::new), parent, sharing(settings));
    }

    /**
     * Settings with which a jar may bring what it shares with Millrace, and it is Millrace's that
     * counts. For a cluster that has Millrace on its own class path.
     */
    static Configuration sharing(Configuration settings) {
        Set<String> patterns = new LinkedHashSet<>(SHARED);
        patterns.addAll(
                settings.getOptional(CoreOptions.ALWAYS_PARENT_FIRST_LOADER_PATTERNS_ADDITIONAL)
                        .orElse(List.of()));
        Configuration sharing = new Configuration(settings);
        sharing.set(
                CoreOptions.ALWAYS_PARENT_FIRST_LOADER_PATTERNS_ADDITIONAL, List.copyOf(patterns));
        return sharing;
    }

    /** Has the jars sent with the job, besides those that are sent anyway. */
    void addTo(StreamExecutionEnvironment environment) {
        Set<String> jars = new LinkedHashSet<>(sent(environment));
        urls.forEach(url -> jars.add(url.toString()));
        Configuration with = new Configuration();
        with.set(PipelineOptions.JARS, List.copyOf(jars));
        environment.configure(with);
    }

    /**
     * Gives a job that is not submitted by Flink's client the jars that the client would send:
     * those of {@link #addTo}, of {@code pipeline.jars} and of {@code CREATE FUNCTION … USING JAR}.
     */
    static void addTo(JobGraph job, StreamExecutionEnvironment environment) {
        sent(environment).forEach(jar -> job.addJar(new org.apache.flink.core.fs.Path(jar)));
    }

    private static List<String> sent(StreamExecutionEnvironment environment) {
        return environment.getConfiguration().getOptional(PipelineOptions.JARS).orElse(List.of());
    }

    private static URL url(Path jar) {
        try {
            return jar.toAbsolutePath().normalize().toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("No URL for " + jar, e);
        }
    }
}
