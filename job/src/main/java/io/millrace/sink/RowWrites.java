package io.millrace.sink;

import io.millrace.sink.writer.DocumentWrite;
import javax.annotation.Nullable;
import org.apache.flink.api.connector.sink2.Sink.InitContext;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.connector.base.sink.writer.ElementConverter;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/**
 * Makes documents of a table's rows. The primary key is the id, and a row that is retracted is
 * deleted; without a key every row is a document of its own, and the target makes its id.
 */
@SuppressWarnings("deprecation") // ElementConverter of Flink 1.20 has no other open method.
public final class RowWrites implements ElementConverter<RowData, DocumentWrite> {
    private static final long serialVersionUID = 1L;

    private final RowJson rowJson;
    @Nullable private final RowId rowId;

    /**
     * @throws org.apache.flink.table.api.ValidationException if a column of the key has a type
     *     without a text of its own
     */
    public RowWrites(ResolvedSchema schema) {
        rowJson = new RowJson((RowType) schema.toPhysicalRowDataType().getLogicalType());
        rowId = schema.getPrimaryKey().isPresent() ? new RowId(schema) : null;
    }

    @Override
    public void open(InitContext context) {
        rowJson.open(context);
    }

    @Override
    public DocumentWrite apply(RowData row, SinkWriter.Context context) {
        String id = rowId == null ? null : rowId.of(row);
        return switch (row.getRowKind()) {
            case INSERT, UPDATE_AFTER ->
                    new DocumentWrite(null, id, DocumentWrite.UNVERSIONED, rowJson.write(row));
            case UPDATE_BEFORE, DELETE ->
                    new DocumentWrite(null, id, DocumentWrite.UNVERSIONED, null);
        };
    }
}
