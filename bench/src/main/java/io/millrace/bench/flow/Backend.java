package io.millrace.bench.flow;

import java.util.Locale;

/** Where Flink keeps the state. */
enum Backend {
    HEAP("hashmap"),
    ROCKSDB("rocksdb");

    private final String flinkName;

    Backend(String flinkName) {
        this.flinkName = flinkName;
    }

    /** As in {@code state.backend.type}. */
    String flinkName() {
        return flinkName;
    }

    /** As in the names of figures. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
