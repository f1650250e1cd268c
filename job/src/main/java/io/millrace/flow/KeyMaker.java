package io.millrace.flow;

import io.millrace.flow.row.ChangeRow;

/** Gives the documents of a row their id. */
interface KeyMaker extends AutoCloseable {
    /**
     * Never empty.
     *
     * @throws Exception if it cannot tell, which fails this one change
     */
    String key(ChangeRow row) throws Exception;

    @Override
    default void close() throws Exception {}
}
