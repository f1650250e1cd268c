package io.millrace.backfill;

import io.millrace.change.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;

/** Reads rows of the {@link BackfillTable}. */
record BackfillQuery(Connection connection) {
    private static final String SELECT =
            """
            SELECT id, flow, table_schema, table_name, condition, reason, state, rows_estimated,
                   rows_read, requested_at, started_at, finished_at, updated_at, error
              FROM millrace.backfill
             WHERE pipeline = ? AND %s
             ORDER BY id
            """;

    /**
     * The backfills of a pipeline that meet a condition, by id.
     *
     * @param values of the condition's parameters
     */
    List<Backfill> select(String pipeline, String condition, Object... values) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(String.format(SELECT, condition))) {
            statement.setString(1, pipeline);
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 2, values[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                List<Backfill> backfills = new ArrayList<>();
                while (row.next()) {
                    backfills.add(backfill(row));
                }
                return backfills;
            }
        }
    }

    private static Backfill backfill(ResultSet row) throws SQLException {
        return new Backfill(
                row.getLong("id"),
                new BackfillRequest(
                        row.getString("flow"),
                        new TableName(row.getString("table_schema"), row.getString("table_name")),
                        row.getString("condition"),
                        BackfillReason.of(row.getString("reason"))),
                BackfillPhase.of(row.getString("state")),
                new BackfillRows(
                        row.getObject("rows_estimated", Long.class), row.getLong("rows_read")),
                new BackfillTimes(
                        time(row, "requested_at"),
                        time(row, "started_at"),
                        time(row, "finished_at"),
                        time(row, "updated_at")),
                row.getString("error"));
    }

    @Nullable
    private static Instant time(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
