package io.millrace.testing.cluster;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/** The configuration of a small cluster on this machine, with short intervals. */
record ClusterConfiguration(Path folder, Path temporary, int restPort) {
    static ClusterConfiguration write(Path root) throws IOException {
        Path folder = Files.createDirectories(root.resolve("conf"));
        int restPort = freePort();
        Files.writeString(
                folder.resolve("config.yaml"),
                """
                jobmanager.rpc.address: localhost
                jobmanager.rpc.port: %d
                jobmanager.bind-host: localhost
                rest.address: localhost
                rest.bind-address: localhost
                rest.port: %d
                taskmanager.host: localhost
                taskmanager.bind-host: localhost
                taskmanager.numberOfTaskSlots: 2
                taskmanager.cpu.cores: 2
                taskmanager.memory.framework.heap.size: 128m
                taskmanager.memory.framework.off-heap.size: 128m
                taskmanager.memory.task.heap.size: 256m
                taskmanager.memory.task.off-heap.size: 0m
                taskmanager.memory.managed.size: 64m
                taskmanager.memory.network.min: 32m
                taskmanager.memory.network.max: 32m
                taskmanager.memory.jvm-metaspace.size: 256m
                taskmanager.memory.jvm-overhead.min: 192m
                taskmanager.memory.jvm-overhead.max: 192m
                parallelism.default: 2
                state.backend.type: rocksdb
                state.checkpoints.dir: %s
                execution.checkpointing.interval: 500 ms
                heartbeat.interval: 300 ms
                heartbeat.timeout: 10 s
                restart-strategy.type: exponential-delay
                restart-strategy.exponential-delay.initial-backoff: 200 ms
                """
                        .formatted(freePort(), restPort, root.resolve("checkpoints").toUri()));
        Files.writeString(
                folder.resolve("log4j.properties"),
                """
                rootLogger.level = ${env:LOG_LEVEL:-INFO}
                rootLogger.appenderRef.console.ref = console
                appender.console.type = Console
                appender.console.name = console
                appender.console.layout.type = PatternLayout
                appender.console.layout.pattern = %d{HH:mm:ss.SSS} %-5p %c{1} - %m%n
                logger.configuration.name = org.apache.flink.configuration.GlobalConfiguration
                logger.configuration.level = WARN
                """);
        return new ClusterConfiguration(
                folder, Files.createDirectories(root.resolve("tmp")), restPort);
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0)) {
            return any.getLocalPort();
        }
    }
}
