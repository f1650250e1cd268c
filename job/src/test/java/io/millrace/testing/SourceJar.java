package io.millrace.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A jar of a user's classes, compiled from source, so that no other class path has them. */
public final class SourceJar {
    private final Path folder;

    /**
     * @param folder empty; sources, classes and the jar go there
     */
    public SourceJar(Path folder) {
        this.folder = folder;
    }

    /**
     * @param name of a class in the package {@code com.acme}
     */
    public SourceJar add(String name, String source) throws IOException {
        Path file = sources().resolve(name + ".java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "package com.acme;\n" + source);
        return this;
    }

    /** Copies a class of this test's class path into the jar. */
    public SourceJar withClass(String entry) throws IOException {
        Path file = folder.resolve("classes").resolve(entry);
        Files.createDirectories(file.getParent());
        try (InputStream in = SourceJar.class.getClassLoader().getResourceAsStream(entry)) {
            Files.copy(in, file);
        }
        return this;
    }

    /** Compiles the classes against this test's class path. */
    public Path build() throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter errors = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> sources = Files.list(sources())) {
            boolean compiled =
                    compiler.getTask(
                                    errors,
                                    files,
                                    null,
                                    List.of(
                                            "-d",
                                            classes.toString(),
                                            "-classpath",
                                            System.getProperty("java.class.path"),
                                            "-proc:none"),
                                    null,
                                    files.getJavaFileObjectsFromPaths(sources.toList()))
                            .call();
            assertThat(compiled).as(errors.toString()).isTrue();
        }
        Path jar = folder.resolve("functions.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out);
                Stream<Path> compiled = Files.walk(classes)) {
            for (Path file : compiled.filter(Files::isRegularFile).toList()) {
                entries.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, entries);
                entries.closeEntry();
            }
        }
        return jar;
    }

    private Path sources() {
        return folder.resolve("sources");
    }
}
