package io.millrace.udf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java of docs/functions.md compiles, and its test passes. */
class FunctionsPageTest {
    private static final Path PAGE = Path.of("../docs/functions.md");
    private static final Pattern JAVA = Pattern.compile("(?s)```java\\n(.*?)```");
    private static final Pattern CLASS = Pattern.compile("class (\\w+)");

    @TempDir private Path folder;

    @Test
    void whatThePageShowsWorks() throws Exception {
        compile(sources());

        int passed = 0;
        try (URLClassLoader classes =
                new URLClassLoader(
                        new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            Constructor<?> test = classes.loadClass("AffordableTest").getDeclaredConstructor();
            test.setAccessible(true);
            for (Method method : test.getDeclaringClass().getDeclaredMethods()) {
                if (method.isAnnotationPresent(Test.class)) {
                    method.setAccessible(true);
                    method.invoke(test.newInstance());
                    passed++;
                }
            }
        }
        assertThat(passed).isEqualTo(1);
    }

    private List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String source :
                JAVA.matcher(Files.readString(PAGE))
                        .results()
                        .map(found -> found.group(1))
                        .toList()) {
            String name =
                    CLASS.matcher(source)
                            .results()
                            .map(MatchResult::group)
                            .findFirst()
                            .orElseThrow()
                            .substring("class ".length());
            sources.add(Files.writeString(folder.resolve(name + ".java"), source));
        }
        assertThat(sources).hasSize(3);
        return sources;
    }

    private void compile(List<Path> sources) throws IOException {
        StringWriter errors = new StringWriter();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled =
                    compiler.getTask(
                                    errors,
                                    files,
                                    null,
                                    List.of("-d", folder.toString(), "-proc:none"),
                                    null,
                                    files.getJavaFileObjectsFromPaths(sources))
                            .call();
            assertThat(compiled).as(errors.toString()).isTrue();
        }
    }
}
