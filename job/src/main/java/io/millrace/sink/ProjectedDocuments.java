package io.millrace.sink;

import io.millrace.change.Delivery;
import io.millrace.sink.writer.DocumentWrite;
import org.apache.flink.api.connector.sink2.Sink.InitContext;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.connector.base.sink.writer.ElementConverter;
import org.apache.flink.table.types.logical.RowType;

/**
 * Delivers the documents' fields that are columns of the sink's table, cast to the columns' types.
 * The ids stay those of the deliveries.
 */
@SuppressWarnings("deprecation") // ElementConverter of Flink 1.20 has no other open method.
public final class ProjectedDocuments implements ElementConverter<Delivery, DocumentWrite> {
    private static final long serialVersionUID = 1L;

    private final DocumentProjection projection;
    private final RowJson rowJson;

    /**
     * @throws org.apache.flink.table.api.ValidationException if a column has a type that no field
     *     can be cast to
     */
    public ProjectedDocuments(RowType columns) {
        projection = DocumentProjection.onto(columns);
        rowJson = new RowJson(columns);
    }

    @Override
    public void open(InitContext context) {
        rowJson.open(context);
    }

    @Override
    public DocumentWrite apply(Delivery delivery, SinkWriter.Context context) {
        return new DocumentWrite(
                delivery.route(),
                delivery.id(),
                delivery.version(),
                delivery.isDelete()
                        ? null
                        : rowJson.write(projection.project(delivery.id(), delivery.document())));
    }
}
