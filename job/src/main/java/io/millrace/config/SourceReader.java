package io.millrace.config;

import java.util.List;
import java.util.Optional;

/** Reads the {@code source} of a pipeline file. */
record SourceReader(Problems problems) {
    static final List<Key> KEYS =
            List.of(
                    new Key("hostname", "the host that Postgres runs on"),
                    new Key("port", "the port that Postgres listens on; 5432 if left out"),
                    new Key("database", "the database to read"),
                    new Key("username", "the role to log in as"),
                    new Key(
                            "password",
                            "the role's password, best as a variable such as ${POSTGRES_PASSWORD}"),
                    new Key("reader", "the way to read it; flink-cdc if left out"));

    private static final String DEFAULT_PORT = "5432";

    Optional<SourceSpec> read(Section source) {
        Optional<Text> hostname = source.text("hostname");
        Optional<Integer> port = port(source.text("port", DEFAULT_PORT));
        Optional<Text> database = source.text("database");
        Optional<Text> username = source.text("username");
        Optional<Text> password = source.text("password");
        Optional<ReaderName> reader =
                reader(source.text("reader", ReaderName.FLINK_CDC.toString()));
        if (hostname.isEmpty()
                || port.isEmpty()
                || database.isEmpty()
                || username.isEmpty()
                || password.isEmpty()
                || reader.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new SourceSpec(
                        hostname.get().value(),
                        port.get(),
                        database.get().value(),
                        username.get().value(),
                        new Secret(password.get().value()),
                        reader.get(),
                        source.place()));
    }

    private Optional<Integer> port(Text port) {
        if (port.value().matches("[0-9]{1,5}")) {
            int number = Integer.parseInt(port.value());
            if (number >= 1 && number <= 65535) {
                return Optional.of(number);
            }
        }
        problems.add(
                port.place(),
                "'" + port.value() + "' is not a port",
                "Write a number from 1 to 65535.");
        return Optional.empty();
    }

    private Optional<ReaderName> reader(Text reader) {
        Optional<ReaderName> found = ReaderName.of(reader.value());
        if (found.isEmpty()) {
            problems.add(
                    reader.place(),
                    "'" + reader.value() + "' is not a reader",
                    NearestName.of(reader.value(), ReaderName.texts())
                            .map(nearest -> "Did you mean '" + nearest + "'?")
                            .orElse("Write " + String.join(" or ", ReaderName.texts()) + "."));
        }
        return found;
    }
}
