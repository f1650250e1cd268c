package io.millrace.config;

/** The ways to read a database that a pipeline file can name. */
public enum ReaderName {
    FLINK_CDC("flink-cdc"),
    WAL("wal");

    private final String text;

    ReaderName(String text) {
        this.text = text;
    }

    /** As it is written in a pipeline file. */
    @Override
    public String toString() {
        return text;
    }
}
