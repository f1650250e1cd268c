package io.millrace.testing;

import io.millrace.demo.server.EmbeddedElasticsearch;
import io.millrace.demo.server.EmbeddedPostgres;
import java.util.concurrent.Callable;

/** The real servers that all tests of this JVM share; they end with it. */
public final class Servers {
    private Servers() {}

    /** Started by the first call. Tests use indexes of their own. */
    public static EmbeddedElasticsearch elasticsearch() {
        return Elasticsearch.SERVER;
    }

    /** Started by the first call. Tests use databases of their own. */
    public static EmbeddedPostgres postgres() {
        return Postgres.SERVER;
    }

    private static <T> T start(Callable<T> server) {
        try {
            return server.call();
        } catch (Exception e) {
            throw new IllegalStateException("The server did not start", e);
        }
    }

    private static final class Elasticsearch {
        private static final EmbeddedElasticsearch SERVER = start(EmbeddedElasticsearch::start);
    }

    private static final class Postgres {
        private static final EmbeddedPostgres SERVER = start(EmbeddedPostgres::start);
    }
}
