package io.millrace.udf.transform;

import io.millrace.udf.Change;
import io.millrace.udf.Document;
import io.millrace.udf.FunctionOptions;
import io.millrace.udf.TransformFunction;
import io.millrace.udf.json.PickedFields;
import java.util.List;

/**
 * The record with some of its fields only; a dot reaches into JSON.
 *
 * <pre>{@code
 * transform: {class: io.millrace.udf.transform.Pick, options: {fields: [id, name, attributes.color]}}
 * }</pre>
 */
public final class Pick implements TransformFunction {
    private PickedFields fields;

    @Override
    public void open(FunctionOptions options) {
        fields = PickedFields.of(options.texts("fields"));
    }

    @Override
    public List<Document> transform(Change change) {
        return List.of(Document.of(fields.apply(change.record())));
    }
}
