package io.millrace.backfill.table;

import java.sql.Connection;
import java.sql.SQLException;
import javax.annotation.Nullable;

/**
 * A session that is opened when it is first needed, and anew after each failure. Serves one thread;
 * another may {@link #abort} it.
 */
public final class Session {
    private final Opening opening;
    @Nullable private volatile Connection connection;

    public Session(Opening opening) {
        this.opening = opening;
    }

    /**
     * @throws SQLException as opening it or the use does
     */
    public <T> T use(Use<T> use) throws SQLException {
        Connection open = connection;
        try {
            if (open == null) {
                open = opening.open();
                connection = open;
            }
            return use.of(open);
        } catch (SQLException e) {
            connection = null;
            close(open, e);
            throw e;
        }
    }

    /** Ends it, in its own thread. */
    public void close() throws SQLException {
        Connection open = connection;
        connection = null;
        if (open != null) {
            open.close();
        }
    }

    /** Ends it, even in the middle of a statement. */
    public void abort() throws SQLException {
        Connection open = connection;
        if (open != null) {
            open.abort(Runnable::run);
        }
    }

    private static void close(@Nullable Connection open, SQLException reason) {
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                reason.addSuppressed(e);
            }
        }
    }

    /** Opens a connection. */
    public interface Opening {
        Connection open() throws SQLException;
    }

    /** What is done with a connection. */
    public interface Use<T> {
        T of(Connection connection) throws SQLException;
    }
}
