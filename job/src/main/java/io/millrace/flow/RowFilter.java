package io.millrace.flow;

import io.millrace.flow.row.ChangeRow;

/** Decides which rows a flow keeps. */
interface RowFilter extends AutoCloseable {
    /**
     * @throws Exception if it cannot tell, which fails this one change
     */
    boolean keeps(ChangeRow row) throws Exception;

    @Override
    default void close() throws Exception {}
}
