package io.millrace.backfill;

import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/** What is asked of backfills, and told of them. Serves one thread. */
interface Control {
    /** Those that are known, and those that are new, by id: see {@link BackfillTable#find}. */
    List<Backfill> find(Collection<Long> known, long after) throws SQLException;

    /** Those that have an open one already are not requested. */
    void request(List<BackfillRequest> initial) throws SQLException;

    void started(long id, long rowsEstimated) throws SQLException;

    void progress(long id, long rowsRead) throws SQLException;

    void ended(Ending ending) throws SQLException;

    /** Ends the session; may be called by any thread. */
    void abort() throws SQLException;
}
