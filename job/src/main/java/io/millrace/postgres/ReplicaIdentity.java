package io.millrace.postgres;

import io.millrace.change.TableName;
import java.io.Serializable;
import java.util.List;

/**
 * What Postgres logs of a row when it is updated or deleted.
 *
 * @param full whether it is every column
 * @param columns those that it is; empty for nothing
 * @param deviatingPartitions partitions of the table that log less than the table itself says
 */
public record ReplicaIdentity(
        boolean full, List<String> columns, List<TableName> deviatingPartitions)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    public ReplicaIdentity {
        columns = List.copyOf(columns);
        deviatingPartitions = List.copyOf(deviatingPartitions);
    }

    /** The statement that gives the table another one. */
    public static String alter(TableName table, String identity) {
        return "ALTER TABLE " + Identifiers.quote(table) + " REPLICA IDENTITY " + identity;
    }
}
