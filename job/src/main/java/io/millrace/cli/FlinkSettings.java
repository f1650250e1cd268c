package io.millrace.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;

/** Flink's settings for a run in this process: its config.yaml, and what the command line adds. */
final class FlinkSettings {
    private FlinkSettings() {}

    static Configuration load(Optional<Path> confFolder, Map<String, String> settings) {
        Configuration configuration =
                confFolder
                        .or(FlinkSettings::defaultFolder)
                        .filter(folder -> Files.exists(folder.resolve("config.yaml")))
                        .map(folder -> GlobalConfiguration.loadConfiguration(folder.toString()))
                        .orElseGet(Configuration::new);
        settings.forEach(configuration::setString);
        return configuration;
    }

    private static Optional<Path> defaultFolder() {
        String given = System.getenv("FLINK_CONF_DIR");
        if (given != null) {
            return Optional.of(Path.of(given));
        }
        return Optional.ofNullable(System.getProperty("millrace.home"))
                .map(home -> Path.of(home, "conf"));
    }
}
