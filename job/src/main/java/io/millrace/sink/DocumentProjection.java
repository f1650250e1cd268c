package io.millrace.sink;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.change.Json;
import io.millrace.sink.writer.DeliveryRefusedException;
import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/**
 * Takes the fields of a document that a table has columns for, cast to the columns' types. This is
 * what any Flink connector needs to take a flow's documents.
 *
 * <p>Documents look as {@code to_jsonb} of Postgres writes them. A field that is missing is null,
 * and one that no column asks for is left out.
 */
public final class DocumentProjection implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final ObjectReader JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build()
                    .reader();

    private final RowCast row;

    private DocumentProjection(RowCast row) {
        this.row = row;
    }

    /**
     * @throws org.apache.flink.table.api.ValidationException if a column has a type that no field
     *     can be cast to
     */
    public static DocumentProjection onto(RowType columns) {
        return new DocumentProjection(RowCast.onto(columns));
    }

    /**
     * @param id the document's, for messages
     * @throws DeliveryRefusedException if a field cannot be cast to its column's type; the message
     *     names the column and the value
     */
    public RowData project(String id, Json document) {
        try {
            return row.cast(JSON.readTree(document.utf8()));
        } catch (IOException | CastException e) {
            throw new DeliveryRefusedException(
                    "The document with the id "
                            + id
                            + " does not fit its sink's table: "
                            + e.getMessage());
        }
    }
}
