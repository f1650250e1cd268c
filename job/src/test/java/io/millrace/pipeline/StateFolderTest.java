package io.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {
    @TempDir private Path root;

    @Test
    void aPipelineHasAFolderAndCheckpointsInIt() {
        StateFolder state = new StateFolder(root, "products");

        assertThat(state.folder()).isEqualTo(root.resolve("products")).isAbsolute();
        assertThat(state.checkpoints()).isEqualTo(root.resolve("products/checkpoints"));
    }

    /** Where a pipeline's checkpoints are depends on it: another id would not find them. */
    @Test
    void theJobIdComesFromThePipelinesNameAndNeverChanges() {
        assertThat(new StateFolder(root, "products").jobId())
                .hasToString("97359d735105115686024cad1e83301d");
        assertThat(new StateFolder(root.resolve("elsewhere"), "products").jobId())
                .isEqualTo(new StateFolder(root, "products").jobId());
        assertThat(new StateFolder(root, "orders").jobId())
                .isNotEqualTo(new StateFolder(root, "products").jobId());
    }

    @Test
    void withoutAFolderThereIsNoCheckpoint() {
        assertThat(new StateFolder(root, "products").latestCheckpoint()).isEmpty();
    }

    @Test
    void theCheckpointOfTheHighestNumberIsTheLatest() throws IOException {
        StateFolder state = new StateFolder(root, "products");
        completed(state, "chk-9");
        Path latest = completed(state, "chk-10");
        completed(state, "chk-2");

        assertThat(state.latestCheckpoint()).contains(latest);
    }

    @Test
    void aCheckpointThatWasNotCompletedDoesNotCount() throws IOException {
        StateFolder state = new StateFolder(root, "products");
        Path completed = completed(state, "chk-3");
        Files.createDirectories(ofJob(state).resolve("chk-4"));
        Files.createDirectories(ofJob(state).resolve("shared"));
        Files.createDirectories(ofJob(state).resolve("taskowned"));

        assertThat(state.latestCheckpoint()).contains(completed);
    }

    @Test
    void anotherJobsCheckpointDoesNotCount() throws IOException {
        completed(new StateFolder(root, "orders"), "chk-1");
        Path another = root.resolve("products/checkpoints/0123456789abcdef0123456789abcdef/chk-1");
        Files.createDirectories(another);
        Files.createFile(another.resolve("_metadata"));

        assertThat(new StateFolder(root, "products").latestCheckpoint()).isEmpty();
    }

    @Test
    void clearingForgetsAllCheckpointsAndNothingElse() throws IOException {
        StateFolder state = new StateFolder(root, "products");
        completed(state, "chk-3");
        Path other = completed(new StateFolder(root, "orders"), "chk-1");
        Path note = Files.createFile(state.folder().resolve("note.txt"));

        state.clear();

        assertThat(state.checkpoints()).doesNotExist();
        assertThat(state.latestCheckpoint()).isEmpty();
        assertThat(note).exists();
        assertThat(other).exists();
    }

    @Test
    void clearingNothingIsNoError() {
        new StateFolder(root, "products").clear();

        assertThat(root).isEmptyDirectory();
    }

    private static Path completed(StateFolder state, String name) throws IOException {
        Path checkpoint = Files.createDirectories(ofJob(state).resolve(name));
        Files.createFile(checkpoint.resolve("_metadata"));
        return checkpoint;
    }

    private static Path ofJob(StateFolder state) {
        return state.checkpoints().resolve(state.jobId().toString());
    }
}
