package io.millrace.backfill;

import io.millrace.backfill.chunk.Scope;
import java.sql.SQLException;
import java.util.List;
import javax.annotation.Nullable;

/** Every table is of so many chunks, which end with the keys 1, 2 …, and the last with none. */
final class FakePlanner implements Planner {
    int chunks = 3;
    @Nullable SQLException failure;

    @Override
    public long estimate(Scope scope) {
        return chunks * 10L;
    }

    @Override
    public List<String> boundary(Scope scope, List<String> after) throws SQLException {
        if (failure != null) {
            throw failure;
        }
        int next = after.isEmpty() ? 1 : Integer.parseInt(after.get(0)) + 1;
        return next == chunks ? List.of() : List.of(Integer.toString(next));
    }

    @Override
    public void abort() {}
}
