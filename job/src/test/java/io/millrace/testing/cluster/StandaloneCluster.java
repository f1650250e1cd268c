package io.millrace.testing.cluster;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;

/**
 * A real Flink cluster on this machine: JobManager, TaskManager and the command line are processes
 * of their own, with Flink's libraries on their class path and nothing of ours.
 */
public final class StandaloneCluster implements AutoCloseable {
    private static final Path LOGS =
            Path.of(System.getProperty("millrace.lib")).resolveSibling("flink-cluster");
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration COMMAND = Duration.ofSeconds(60);
    private static final String ENTRYPOINT =
            "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint";
    private static final String TASK_MANAGER =
            "org.apache.flink.runtime.taskexecutor.TaskManagerRunner";
    private static final String COMMAND_LINE = "org.apache.flink.client.cli.CliFrontend";

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final ClusterConfiguration configuration;
    private final FlinkProcesses processes;
    private Process jobManager;
    private Process taskManager;
    private int started;
    private int commands;

    private StandaloneCluster(ClusterConfiguration configuration) throws IOException {
        this.configuration = configuration;
        this.processes = new FlinkProcesses(configuration, LOGS);
    }

    /**
     * Starts a JobManager and a TaskManager of two slots; returns when it is registered.
     *
     * @param folder for configuration and state; the output of the processes goes to {@code
     *     target/flink-cluster}
     */
    public static StandaloneCluster start(Path folder) throws Exception {
        StandaloneCluster cluster = new StandaloneCluster(ClusterConfiguration.write(folder));
        try {
            cluster.jobManager = cluster.startProcess("jobmanager", ENTRYPOINT);
            cluster.startTaskManager();
            return cluster;
        } catch (Exception | Error e) {
            cluster.close();
            throw e;
        }
    }

    private Process startProcess(String name, String mainClass) throws IOException {
        return processes.start(
                name, Map.of(), mainClass, "--configDir", configuration.folder().toString());
    }

    /** Kills the TaskManager, as a crash of its machine would. */
    public void killTaskManager() throws InterruptedException {
        taskManager.destroyForcibly().waitFor();
    }

    /** Starts a TaskManager; returns when its slots are free. */
    public void startTaskManager() throws IOException {
        started++;
        taskManager = startProcess("taskmanager-" + started, TASK_MANAGER);
        awaitTrue(START, () -> get("/overview").path("slots-total").asInt() == 2);
    }

    /** What a command of Flink's command line said, and how it ended. */
    public record Ended(int exitCode, String output) {}

    /** Runs Flink's command line, such as {@code run -d job.jar}. */
    public Ended flink(Map<String, String> environment, String... arguments) throws Exception {
        commands++;
        String name = "command-" + commands + "-" + arguments[0];
        Map<String, String> quiet = new HashMap<>(environment);
        quiet.put("LOG_LEVEL", "OFF");
        Process process = processes.start(name, quiet, COMMAND_LINE, arguments);
        if (!process.waitFor(COMMAND.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("The command does not end\n" + processes.lastLines());
        }
        return new Ended(process.exitValue(), processes.output(name));
    }

    /** {@code RUNNING}, {@code RESTARTING}, {@code FINISHED} … */
    public String status(String jobId) throws Exception {
        return get("/jobs/" + jobId).path("state").asText();
    }

    public int completedCheckpoints(String jobId) throws Exception {
        return get("/jobs/" + jobId + "/checkpoints").path("counts").path("completed").asInt();
    }

    /** Ends the job without a savepoint; returns when it has ended. */
    public void cancel(String jobId) throws Exception {
        HttpRequest.Builder request = request("/jobs/" + jobId);
        http.send(
                request.method("PATCH", HttpRequest.BodyPublishers.noBody()).build(),
                HttpResponse.BodyHandlers.discarding());
        awaitTrue(COMMAND, () -> status(jobId).equals("CANCELED"));
    }

    /** All that the cluster's processes have written. */
    public String logs() {
        StringBuilder logs = new StringBuilder(processes.output("jobmanager"));
        for (int i = 1; i <= started; i++) {
            logs.append(processes.output("taskmanager-" + i));
        }
        return logs.toString();
    }

    /** The end of each process's output. */
    public String lastLines() {
        return processes.lastLines();
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<String> response =
                http.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
        return json.readTree(response.body());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                URI.create("http://localhost:" + configuration.restPort() + path));
    }

    private void awaitTrue(Duration atMost, Callable<Boolean> condition) {
        try {
            await().atMost(atMost)
                    .failFast("The JobManager has ended", () -> !jobManager.isAlive())
                    .failFast("The TaskManager has ended", () -> !taskManager.isAlive())
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(condition);
        } catch (ConditionTimeoutException | TerminalFailureException e) {
            throw new AssertionError(e.getMessage() + "\n" + processes.lastLines(), e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        processes.close();
    }
}
