package io.millrace.postgres;

import io.millrace.change.TableName;
import java.io.Serializable;
import java.util.List;

/**
 * A table as the catalog describes it.
 *
 * @param primaryKey its columns in the key's order; empty without a primary key
 * @param primaryKeyDeferrable whether two rows may exchange their keys within a transaction
 * @param identity what the log carries of an old row
 */
public record Table(
        TableName name,
        List<Column> columns,
        List<String> primaryKey,
        boolean primaryKeyDeferrable,
        ReplicaIdentity identity)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    public Table {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
    }

    /** Whether the log carries the whole old row. */
    public boolean replicaIdentityFull() {
        return identity.full();
    }
}
