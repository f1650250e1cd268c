package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.source.PositionLostException;
import java.net.ConnectException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.flink.runtime.client.JobExecutionException;
import org.apache.flink.util.FlinkRuntimeException;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.Test;

class FailuresTest {
    @Test
    void ourOwnWordsStandWithoutTheNameOfTheirClass() {
        assertThat(Failures.explain(new PositionLostException("The slot is gone")))
                .isEqualTo("The slot is gone");
    }

    @Test
    void othersAreNamedByTheirClass() {
        assertThat(Failures.explain(new ConnectException("Connection refused")))
                .isEqualTo("java.net.ConnectException: Connection refused");
    }

    @Test
    void flinksLayersAreLeftOut() {
        Throwable failure =
                new ExecutionException(
                        new JobExecutionException(
                                null,
                                "Job execution failed.",
                                new CompletionException(
                                        new FlinkRuntimeException(
                                                "Could not start",
                                                new PositionLostException("The slot is gone")))));

        assertThat(Failures.explain(failure)).isEqualTo("The slot is gone");
    }

    @Test
    void layersOfTheSourceReaderAreLeftOut() {
        Throwable failure =
                new RuntimeException(
                        "One or more fetchers have encountered exception",
                        new RuntimeException(
                                "SplitFetcher thread 1 received unexpected exception",
                                new RetriableException(
                                        "An exception occurred in the change event producer.",
                                        new ConnectException("Connection refused"))));

        assertThat(Failures.explain(failure))
                .isEqualTo("java.net.ConnectException: Connection refused");
    }

    @Test
    void everyCauseThatSaysMoreIsTold() {
        Throwable failure =
                new FlinkRuntimeException(
                        "A task failed",
                        new IllegalStateException(
                                "The sink stopped", new ConnectException("Connection refused")));

        assertThat(Failures.explain(failure))
                .isEqualTo(
                        "java.lang.IllegalStateException: The sink stopped\n"
                                + "  because: java.net.ConnectException: Connection refused");
    }

    @Test
    void aLayerThatOnlyRepeatsItsCauseIsLeftOut() {
        Throwable failure = new RuntimeException(new ConnectException("Connection refused"));

        assertThat(Failures.explain(failure))
                .isEqualTo("java.net.ConnectException: Connection refused");
    }

    @Test
    void theInnermostCauseIsToldWhateverItIs() {
        Throwable failure =
                new ExecutionException(
                        new FlinkRuntimeException("Postgres at localhost:5432 did not answer"));

        assertThat(Failures.explain(failure))
                .isEqualTo(
                        "org.apache.flink.util.FlinkRuntimeException: Postgres at localhost:5432"
                                + " did not answer");
        assertThat(Failures.explain(new ExecutionException(new NullPointerException())))
                .isEqualTo("java.lang.NullPointerException");
    }

    @Test
    void theSameWordsAreToldOnce() {
        Throwable failure =
                new IllegalStateException("No room", new IllegalStateException("No room"));

        assertThat(Failures.explain(failure)).isEqualTo("java.lang.IllegalStateException: No room");
    }
}
