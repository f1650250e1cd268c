package io.millrace.postgres;

import io.millrace.change.TableName;
import java.io.Serializable;
import java.util.List;

/**
 * A table as the catalog describes it.
 *
 * @param primaryKey its columns in the key's order; empty without a primary key
 * @param primaryKeyDeferrable whether two rows may exchange their keys within a transaction
 * @param replicaIdentityFull whether the log carries the whole old row, of each partition too. For
 *     a partition that has less, the log claims what its root has, with null for the rest
 */
public record Table(
        TableName name,
        List<Column> columns,
        List<String> primaryKey,
        boolean primaryKeyDeferrable,
        boolean replicaIdentityFull)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    public Table {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
    }
}
