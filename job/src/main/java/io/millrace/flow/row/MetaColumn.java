package io.millrace.flow.row;

import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.LocalZonedTimestampType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.VarCharType;

/** What fragments may use besides the table's columns: where the change comes from. */
public enum MetaColumn {
    ACTION("_action", VarCharType.STRING_TYPE),
    SCHEMA("_schema", VarCharType.STRING_TYPE),
    TABLE("_table", VarCharType.STRING_TYPE),
    /** The row's, which is not what a flow's fragment {@code key} gives. */
    KEY("_key", VarCharType.STRING_TYPE),
    /** JSON. */
    RECORD("_record", VarCharType.STRING_TYPE),
    /** JSON. */
    CHANGES("_changes", VarCharType.STRING_TYPE),
    LSN("_lsn", new BigIntType()),
    COMMIT_INDEX("_commit_index", new BigIntType()),
    COMMITTED_AT("_committed_at", new LocalZonedTimestampType(6)),
    TRANSACTION_ID("_txid", new BigIntType()),
    /** JSON. */
    ANNOTATIONS("_annotations", VarCharType.STRING_TYPE);

    private final String columnName;
    private final LogicalType type;

    MetaColumn(String columnName, LogicalType type) {
        this.columnName = columnName;
        this.type = type;
    }

    public String columnName() {
        return columnName;
    }

    LogicalType type() {
        return type;
    }
}
