package io.millrace.backfill;

import io.millrace.backfill.chunk.Scope;
import java.sql.SQLException;
import java.util.List;

/** Cuts tables into chunks. Serves one thread. */
interface Planner {
    /**
     * @return how many rows there are to read, roughly
     * @throws SQLException also if the condition is none
     */
    long estimate(Scope scope) throws SQLException;

    /**
     * @param after empty for the beginning of the table
     * @return the key of the last row of the chunk behind a key; empty for the end of the table
     */
    List<String> boundary(Scope scope, List<String> after) throws SQLException;

    /** Ends the session; may be called by any thread. */
    void abort() throws SQLException;
}
