package io.millrace.flow;

import io.millrace.flow.row.ChangeRow;
import javax.annotation.Nullable;

/** Decides where the documents of a row go. */
interface Router extends AutoCloseable {
    /**
     * The index, collection or table; null for the sink's own.
     *
     * @throws Exception if it cannot tell, which fails this one change
     */
    @Nullable
    String route(ChangeRow row) throws Exception;

    @Override
    default void close() throws Exception {}
}
