package io.millrace.pipeline.history;

import java.util.List;

/**
 * A sink, and what it is to hold.
 *
 * @param indexes of Elasticsearch, where it is one of its; null where it is in this JVM's memory
 */
record ExpectedSink(String name, String indexes, List<FlowDocuments> documents) {
    static ExpectedSink inMemory(String name, FlowDocuments... documents) {
        return new ExpectedSink(name, null, List.of(documents));
    }

    static ExpectedSink inElasticsearch(String name, String indexes, FlowDocuments... documents) {
        return new ExpectedSink(name, indexes, List.of(documents));
    }

    boolean isInMemory() {
        return indexes == null;
    }

    /** The statement that makes it a table. */
    String definition(String elasticsearch) {
        String options =
                isInMemory()
                        ? "'connector' = 'in-memory', 'name' = '$p_" + name + "'"
                        : "'connector' = 'elasticsearch', 'hosts' = '"
                                + elasticsearch
                                + "', 'index' = '$p_"
                                + name
                                + "', 'sink.bulk-flush.max-actions' = '7'";
        return "CREATE TABLE " + name + " WITH (" + options + ");\n";
    }
}
