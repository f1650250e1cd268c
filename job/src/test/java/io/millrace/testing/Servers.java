package io.millrace.testing;

import io.millrace.demo.server.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Real servers, each started once per JVM when first asked for, stopped when it ends. */
public final class Servers {
    private static EmbeddedPostgres postgres;

    private Servers() {}

    public static synchronized EmbeddedPostgres postgres() {
        if (postgres == null) {
            try {
                postgres = EmbeddedPostgres.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return postgres;
    }
}
