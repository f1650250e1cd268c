package io.millrace.config;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The ways to read a database that a pipeline file can name. */
public enum ReaderName {
    FLINK_CDC("flink-cdc"),
    WAL("wal");

    private final String text;

    ReaderName(String text) {
        this.text = text;
    }

    static Optional<ReaderName> of(String text) {
        return Arrays.stream(values()).filter(name -> name.text.equals(text)).findFirst();
    }

    /** All names, as they are written. */
    static List<String> texts() {
        return Arrays.stream(values()).map(ReaderName::toString).toList();
    }

    /** As it is written in a pipeline file. */
    @Override
    public String toString() {
        return text;
    }
}
