package io.millrace.demo.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.demo.server.Watchdog.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WatchdogIT {
    @TempDir Path parent;
    private Path folder;

    @BeforeEach
    void aFolderWithData() throws IOException {
        folder = Files.createDirectory(parent.resolve("it's a folder"));
        Files.writeString(Files.createDirectory(folder.resolve("data")).resolve("file"), "data");
    }

    @ParameterizedTest
    @EnumSource
    void stopsItsProcessAndThenDeletesTheFolder(StopSignal signal) throws Exception {
        Process server = new ProcessBuilder("sleep", "600").start();
        Path pidFile = folder.resolve("server.pid");
        Watchdog watchdog = Watchdog.start(folder, signal, pidFile, folder.resolve("none.pid"));
        Files.write(pidFile, List.of(Long.toString(server.pid()), "what else it says"));

        watchdog.close();

        assertThat(server.waitFor()).isEqualTo(signal == StopSignal.TERM ? 143 : 130);
        assertThat(folder).doesNotExist();
    }

    @Test
    void killsAProcessThatDoesNotStop() throws Exception {
        Process server =
                new ProcessBuilder("sh", "-c", "trap '' TERM; echo ready; exec sleep 600").start();
        assertThat(server.inputReader().readLine()).isEqualTo("ready");
        Path pidFile = Files.writeString(folder.resolve("server.pid"), server.pid() + "\n");
        Watchdog watchdog = Watchdog.start(folder, StopSignal.TERM, pidFile);

        watchdog.close();

        assertThat(server.waitFor()).isEqualTo(137);
        assertThat(folder).doesNotExist();
    }

    @Test
    void waitsForTheWatchdogsOfFoldersInItsFolder() throws Exception {
        Path inner = Files.createDirectory(folder.resolve("inner"));
        Watchdog outer = Watchdog.launch(folder, StopSignal.TERM);
        Watchdog watchdog = Watchdog.start(inner, StopSignal.TERM);

        CompletableFuture<Void> closed = CompletableFuture.runAsync(outer::close);

        assertThat(closed).failsWithin(Duration.ofMillis(500));
        assertThat(inner).exists();
        watchdog.close();
        closed.join();
        assertThat(folder).doesNotExist();
    }

    @Test
    void deletesTheFolderOfAServerThatNeverStarted() throws Exception {
        Watchdog watchdog =
                Watchdog.start(folder, StopSignal.INT, folder.resolve("postmaster.pid"));

        watchdog.close();
        watchdog.close();

        assertThat(folder).doesNotExist();
    }
}
