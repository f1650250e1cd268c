package io.millrace.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads the {@code source} of a pipeline file. */
record SourceReader(Path pipelineFile, Problems problems) {
    private static final String CHECKPOINTS_DELAY = "lsn-commit.checkpoints-delay";

    static final List<Key> KEYS =
            List.of(
                    new Key("url", "postgresql://user:password@host:5432/database"),
                    new Key("hostname", "the host that Postgres runs on"),
                    new Key("port", "the port that Postgres listens on; 5432 if left out"),
                    new Key("database", "the database to read"),
                    new Key("username", "the role to log in as"),
                    new Key(
                            "password",
                            "the role's password, best as a variable such as ${POSTGRES_PASSWORD}"),
                    new Key(
                            "sslmode",
                            "disable, prefer, require, verify-ca or verify-full; prefer if left"
                                    + " out"),
                    new Key("sslrootcert", "the file of the authority's certificate"),
                    new Key("sslcert", "the file of the role's own certificate"),
                    new Key("sslkey", "the file of that certificate's key"),
                    new Key("reader", "the way to read it; wal if left out"),
                    new Key(
                            CHECKPOINTS_DELAY,
                            "how many checkpoints the slot lags behind; 3 if left out"));

    Optional<SourceSpec> read(Section source) {
        Values values = new Values(problems);
        Optional<ConnectionSpec> connection =
                new ConnectionReader(pipelineFile, problems).read(source);
        Optional<ReaderName> reader =
                values.oneOf(
                        ReaderName.values(),
                        source.text("reader", ReaderName.WAL.toString()),
                        "a reader");
        Optional<Integer> checkpointsDelay =
                values.count(
                        source.text(
                                CHECKPOINTS_DELAY,
                                String.valueOf(SourceSpec.DEFAULT_CHECKPOINTS_DELAY)),
                        CHECKPOINTS_DELAY);
        if (connection.isPresent() && reader.isPresent()) {
            refuseUnreadable(connection.get().database(), reader.get(), source.place());
        }
        if (connection.isEmpty() || reader.isEmpty() || checkpointsDelay.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new SourceSpec(
                        connection.get(), reader.get(), checkpointsDelay.get(), source.place()));
    }

    /** Flink CDC makes the name a part of a URL as it is. */
    private void refuseUnreadable(String database, ReaderName reader, Place place) {
        if (reader == ReaderName.FLINK_CDC && database.matches("(?s).*[/?#&%+].*")) {
            problems.add(
                    place,
                    "the reader 'flink-cdc' cannot open a database of the name '" + database + "'",
                    "Write 'reader: wal', or rename the database: it must be without / ? # & % +.");
        }
    }
}
