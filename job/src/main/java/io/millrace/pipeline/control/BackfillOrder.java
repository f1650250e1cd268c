package io.millrace.pipeline.control;

import io.millrace.backfill.BackfillTable;
import java.sql.SQLException;
import java.util.Locale;

/** What can be asked of a backfill that there is. */
public enum BackfillOrder {
    PAUSE("paused") {
        @Override
        boolean give(BackfillTable table, long id) throws SQLException {
            return table.pause(id);
        }
    },
    RESUME("resumed") {
        @Override
        boolean give(BackfillTable table, long id) throws SQLException {
            return table.resume(id);
        }
    },
    CANCEL("cancelled") {
        @Override
        boolean give(BackfillTable table, long id) throws SQLException {
            return table.cancel(id);
        }
    };

    private final String done;

    BackfillOrder(String done) {
        this.done = done;
    }

    /** Whether the backfill was in a phase that allows it. */
    abstract boolean give(BackfillTable table, long id) throws SQLException;

    /** What the backfill is then, for people. */
    public String done() {
        return done;
    }

    /** For people. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
