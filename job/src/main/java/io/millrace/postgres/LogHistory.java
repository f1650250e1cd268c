package io.millrace.postgres;

import io.millrace.change.Lsn;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A server's log, as far as it may differ from another's.
 *
 * @param end how far it reaches; {@link Long#MAX_VALUE} on a standby, which may still receive more
 * @param switches where each former timeline ended and a later one began
 */
public record LogHistory(LogOrigin origin, long end, Map<Long, Long> switches) {

    public LogHistory {
        switches = Map.copyOf(switches);
    }

    /**
     * See "Streaming Replication Protocol" in Postgres's documentation.
     *
     * @param replication a session of {@link Database#replicate}
     */
    public static LogHistory of(Connection replication) throws SQLException {
        try (Statement statement = replication.createStatement()) {
            boolean standby = isStandby(statement);
            try (ResultSet row = statement.executeQuery("IDENTIFY_SYSTEM")) {
                row.next();
                long system = Long.parseUnsignedLong(row.getString("systemid"));
                long timeline = row.getLong("timeline");
                long end = Lsn.parse(row.getString("xlogpos"));
                return new LogHistory(
                        new LogOrigin(system, standby ? LogOrigin.ANY_TIMELINE : timeline),
                        standby ? Long.MAX_VALUE : end,
                        switches(timeline, replication));
            }
        }
    }

    private static boolean isStandby(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT pg_is_in_recovery()")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /** The first timeline has no history. */
    private static Map<Long, Long> switches(long timeline, Connection replication)
            throws SQLException {
        if (timeline == 1) {
            return Map.of();
        }
        try (Statement statement = replication.createStatement();
                ResultSet row = statement.executeQuery("TIMELINE_HISTORY " + timeline)) {
            row.next();
            return parse(row.getString("content"));
        }
    }

    /** Each line has a timeline, the position at which it ended, and why. */
    static Map<Long, Long> parse(String content) {
        Map<Long, Long> switches = new HashMap<>();
        content.lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(fields -> fields.length >= 2 && !fields[0].startsWith("#"))
                .forEach(fields -> switches.put(Long.parseLong(fields[0]), Lsn.parse(fields[1])));
        return switches;
    }

    /**
     * Up to where this log and that of this timeline of the server are the same; empty if they have
     * nothing in common.
     */
    public OptionalLong sharedWith(long timeline) {
        if (timeline == origin.timeline() || timeline == LogOrigin.ANY_TIMELINE) {
            return OptionalLong.of(end);
        }
        Long switched = switches.get(timeline);
        if (switched != null) {
            return OptionalLong.of(switched);
        }
        return origin.timeline() == LogOrigin.ANY_TIMELINE
                ? OptionalLong.of(end)
                : OptionalLong.empty();
    }
}
