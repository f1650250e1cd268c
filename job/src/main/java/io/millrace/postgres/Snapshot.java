package io.millrace.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which transactions a statement sees: those before {@code xmax} that were not in progress.
 *
 * @param xmax the first id that had not been given when it was taken, of 64 bits
 */
public record Snapshot(long xmax, Set<Long> inProgress) {

    public Snapshot {
        inProgress = Set.copyOf(inProgress);
    }

    /** That of now: later statements of the session see no less. */
    public static Snapshot current(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT txid_current_snapshot()::text")) {
            row.next();
            return parse(row.getString(1));
        }
    }

    /**
     * @param text as Postgres prints it, {@code xmin:xmax:xip,…}
     */
    static Snapshot parse(String text) {
        String[] fields = text.split(":", -1);
        return new Snapshot(
                Long.parseLong(fields[1]),
                Arrays.stream(fields[2].split(","))
                        .filter(id -> !id.isEmpty())
                        .map(Long::valueOf)
                        .collect(Collectors.toSet()));
    }

    /**
     * Whether the statement sees what a transaction did.
     *
     * @param transactionId of a committed top-level transaction, as the log gives it: the lower 32
     *     bits of an id that is near to the snapshot's
     */
    public boolean sees(long transactionId) {
        int after = (int) (transactionId - xmax);
        return after < 0 && !inProgress.contains(xmax + after);
    }
}
