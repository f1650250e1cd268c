package io.millrace.udf.transform;

import io.millrace.udf.Change;
import io.millrace.udf.Document;
import io.millrace.udf.FunctionOptions;
import io.millrace.udf.TransformFunction;
import io.millrace.udf.json.OmittedFields;
import java.util.List;

/**
 * The record without some of its fields; a dot reaches into JSON.
 *
 * <pre>{@code
 * transform: {class: io.millrace.udf.transform.Omit, options: {fields: [cost, attributes.internal]}}
 * }</pre>
 */
public final class Omit implements TransformFunction {
    private OmittedFields fields;

    @Override
    public void open(FunctionOptions options) {
        fields = OmittedFields.of(options.texts("fields"));
    }

    @Override
    public List<Document> transform(Change change) {
        return List.of(Document.of(fields.apply(change.record())));
    }
}
