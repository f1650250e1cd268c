package io.millrace.flow;

import io.millrace.flow.row.ChangeRow;
import java.util.List;

/** Makes documents of a row. */
interface DocumentMaker extends AutoCloseable {
    /**
     * What there is to be of a row that the flow keeps.
     *
     * @throws Exception if it cannot tell, which fails this one change
     */
    List<Draft> documents(ChangeRow row) throws Exception;

    /**
     * Where documents of a row would be that is gone or filtered out: their contents do not matter.
     *
     * @throws Exception if it cannot tell
     */
    default List<Draft> addresses(ChangeRow row) throws Exception {
        return List.of(Draft.ADDRESS);
    }

    @Override
    default void close() throws Exception {}
}
