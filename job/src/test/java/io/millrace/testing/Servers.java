package io.millrace.testing;

import io.millrace.demo.server.EmbeddedElasticsearch;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The real servers that all tests of this JVM share; they end with it. */
public final class Servers {
    private Servers() {}

    /** Started by the first call. Tests use indexes of their own. */
    public static EmbeddedElasticsearch elasticsearch() {
        return Elasticsearch.SERVER;
    }

    private static final class Elasticsearch {
        private static final EmbeddedElasticsearch SERVER = start();

        private static EmbeddedElasticsearch start() {
            try {
                return EmbeddedElasticsearch.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while Elasticsearch starts", e);
            }
        }
    }
}
