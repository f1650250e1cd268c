package io.millrace.demo;

import java.net.URI;
import java.util.Optional;

/** The pipeline that the demo shows, from {@code public.products} to the index {@code products}. */
public interface DemoPipeline {
    /** Starts it; the table is there by then. Returns as soon as it runs, or is about to. */
    void start() throws Exception;

    /**
     * Does nothing while the pipeline runs, or is about to.
     *
     * @throws Exception what has ended it
     */
    void requireRunning() throws Exception;

    /** Where to watch it; empty if there is no such page. */
    Optional<URI> webUi();
}
