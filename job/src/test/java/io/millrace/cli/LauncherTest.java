package io.millrace.cli;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the launcher with a java and an mvnw of sh, in a folder with a space in its name. */
class LauncherTest {
    private static final Path LAUNCHER = Path.of("..", "millrace");

    @TempDir Path temp;
    private Path home;
    private Path javaHome;

    @BeforeEach
    void install() throws IOException {
        home = Files.createDirectories(temp.resolve("a home"));
        javaHome = temp.resolve("a jdk");
        Files.copy(LAUNCHER, home.resolve("millrace"), COPY_ATTRIBUTES);
        script(
                home.resolve("mvnw"),
                "mkdir -p job/target; : > job/target/millrace-job-2.jar; echo \"mvnw $*\"");
        java("17.0.15");
        script(javaHome.resolve("bin/javac"), "");
    }

    @Test
    void passesEveryArgumentAsItIs() throws Exception {
        build();
        Run run = run(temp, home.resolve("millrace").toString(), "run", "a file.yaml", "", "*");
        assertThat(run.status).as(run.output).isZero();
        assertThat(run.lines())
                .endsWith(
                        "-cp",
                        home + "/job/target/millrace-job-1.jar:" + home + "/job/target/lib/*",
                        "io.millrace.cli.Millrace",
                        "run",
                        "a file.yaml",
                        "",
                        "*")
                .contains(
                        "-Xmx1g",
                        "-Duser.timezone=UTC",
                        "-Dfile.encoding=UTF-8",
                        "-Dmillrace.home=" + home,
                        "-Dmillrace.elasticsearch.zip="
                                + home
                                + "/job/target/servers/elasticsearch-8.zip",
                        "-Dlog4j2.configurationFile=" + home + "/conf/log4j2.properties");
    }

    @Test
    void opensToFlinkWhatTheTestsOpenToIt() throws Exception {
        build();
        List<String> opened =
                ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                        .filter(argument -> argument.startsWith("--add-"))
                        .toList();
        assertThat(run(home, "./millrace").lines())
                .filteredOn(line -> line.startsWith("--add-"))
                .containsExactlyElementsOf(opened)
                .isNotEmpty();
    }

    @Test
    void isFoundThroughLinks() throws Exception {
        build();
        Path links = Files.createDirectories(temp.resolve("bin"));
        Files.createSymbolicLink(links.resolve("relative"), Path.of("../a home/millrace"));
        Files.createSymbolicLink(links.resolve("millrace"), links.resolve("relative"));
        assertThat(run(links, "./millrace").lines()).contains("-Dmillrace.home=" + home);
    }

    @Test
    void takesTheHeapFromTheEnvironment() throws Exception {
        build();
        assertThat(run(home, "env", "MILLRACE_HEAP=3g", "./millrace").lines()).contains("-Xmx3g");
    }

    @Test
    void makesAFolderForTemporaryFilesThatTheServersUserCanPass() throws Exception {
        build();
        String folder =
                run(home, "./millrace").lines().stream()
                        .filter(line -> line.startsWith("-Dmillrace.temp="))
                        .map(line -> line.substring("-Dmillrace.temp=".length()))
                        .findFirst()
                        .orElseThrow();
        assertThat(Path.of(folder)).isEmptyDirectory().hasParent(temp);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(folder))))
                .isEqualTo("rwx--x--x");
    }

    @Test
    void tellsOfAFolderForTemporaryFilesThatIsNotThere() throws Exception {
        build();
        Run run = run(home, "env", "TMPDIR=/none", "./millrace");
        assertThat(run.status).isEqualTo(1);
        assertThat(run.lines())
                .endsWith(
                        "There is no room for temporary files in /none.",
                        "Set TMPDIR to a folder that can be written.");
    }

    @Test
    void isBuiltOnFirstUseOnly() throws Exception {
        assertThat(run(temp, home + "/millrace").lines())
                .startsWith(
                        "Building Millrace. This happens once, downloads its libraries, and takes a few minutes.",
                        "mvnw -q -B -ntp -DskipTests -Dspotless.check.skip=true package")
                .endsWith("io.millrace.cli.Millrace");
        assertThat(run(temp, home + "/millrace").output).doesNotContain("Building");
    }

    @Test
    void removesWhatAFailedBuildLeaves() throws Exception {
        script(
                home.resolve("mvnw"),
                "mkdir -p job/target; : > job/target/millrace-job-2.jar; echo broken; exit 3");
        Run run = run(home, "./millrace");
        assertThat(run.status).isEqualTo(1);
        assertThat(run.lines())
                .endsWith(
                        "broken",
                        "Millrace could not be built; the reason stands above. Once it is gone, start this again.");
        assertThat(home.resolve("job/target/millrace-job-2.jar")).doesNotExist();
    }

    @Test
    void asksForJava17() throws Exception {
        java("21.0.1");
        Run run = run(home, "./millrace");
        assertThat(run.status).isEqualTo(1);
        assertThat(run.lines())
                .containsExactly(
                        "Millrace runs on Java 17, but " + javaHome + "/bin/java is 21.",
                        "Set JAVA_HOME to the folder of a JDK 17.");
    }

    @Test
    void tellsOfAJavaHomeWithoutJava() throws Exception {
        Run run = run(home, "env", "JAVA_HOME=/none", "./millrace");
        assertThat(run.status).isEqualTo(1);
        assertThat(run.lines())
                .containsExactly(
                        "There is no Java at /none/bin/java.",
                        "Set JAVA_HOME to the folder of a JDK 17, or unset it to use the java of the PATH.");
    }

    @Test
    void asksForACompilerWhenItMustBeBuilt() throws Exception {
        Files.delete(javaHome.resolve("bin/javac"));
        Run run = run(home, "./millrace");
        assertThat(run.status).isEqualTo(1);
        assertThat(run.lines())
                .containsExactly(
                        "Millrace is built on its first use, and "
                                + javaHome
                                + "/bin/java comes without a compiler.",
                        "Install a whole JDK 17 (such as the package openjdk-17-jdk) and set JAVA_HOME to it.");
    }

    @Test
    void afterTheFirstPreviewThereIsAnArchiveOfItsClasses() throws Exception {
        build();
        script(
                javaHome.resolve("bin/java"),
                "[ \"$1\" = -version ] && echo 'openjdk version \"17\"' >&2 && exit 0;"
                        + " printf '%s\\n' \"$@\";"
                        + " for a; do case $a in -XX:ArchiveClassesAtExit=*) : > \"${a#*=}\";; esac; done;"
                        + " [ \"$FAILS\" != yes ]");
        Path archive = home.resolve("job/target/preview.jsa");
        Path making = home.resolve("job/target/preview.jsa.new");

        assertThat(run(home, "env", "FAILS=yes", "./millrace", "preview", "a").status).isEqualTo(1);
        assertThat(making).doesNotExist();
        Run first = run(home, "./millrace", "preview", "a file.yaml");
        assertThat(first.status).as(first.output).isZero();
        assertThat(first.lines())
                .contains("-XX:TieredStopAtLevel=1")
                .noneMatch(line -> line.contains("Archive"))
                .endsWith("io.millrace.cli.Millrace", "preview", "a file.yaml");
        await().untilAsserted(() -> assertThat(archive).exists());
        await().untilAsserted(() -> assertThat(making).doesNotExist());
        assertThat(run(home, "./millrace", "preview", "a file.yaml").lines())
                .contains("-XX:SharedArchiveFile=" + archive, "-XX:TieredStopAtLevel=1")
                .endsWith("io.millrace.cli.Millrace", "preview", "a file.yaml");
        assertThat(run(home, "./millrace", "run", "a file.yaml").lines())
                .noneMatch(line -> line.startsWith("-XX:"));
    }

    @Test
    void endsWithTheStatusOfMillrace() throws Exception {
        build();
        script(
                javaHome.resolve("bin/java"),
                "[ \"$1\" = -version ] && echo 'openjdk version \"17\"' && exit 0; exit 7");
        assertThat(run(home, "./millrace").status).isEqualTo(7);
    }

    private void build() throws IOException {
        Path target = Files.createDirectories(home.resolve("job/target"));
        Files.createFile(target.resolve("millrace-job-1.jar"));
        Files.createFile(
                Files.createDirectories(target.resolve("servers")).resolve("elasticsearch-8.zip"));
    }

    private void java(String version) throws IOException {
        script(
                javaHome.resolve("bin/java"),
                "[ \"$1\" = -version ] && echo 'openjdk version \""
                        + version
                        + "\" 2025-04-15' >&2 && exit 0; printf '%s\\n' \"$@\"");
    }

    private static void script(Path file, String commands) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + commands + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Run run(Path folder, String... command) throws Exception {
        Path output = Files.createTempFile(temp, "output", "");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", javaHome.toString());
        builder.environment().put("TMPDIR", temp.toString());
        builder.environment().remove("MILLRACE_HEAP");
        Process process = builder.start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), Files.readString(output));
    }

    private record Run(int status, String output) {
        List<String> lines() {
            List<String> lines = new ArrayList<>(List.of(output.split("\n", -1)));
            lines.remove(lines.size() - 1);
            return lines;
        }
    }
}
