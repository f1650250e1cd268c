package io.millrace.udf.transform;

import io.millrace.udf.Change;
import io.millrace.udf.Document;
import io.millrace.udf.FunctionOptions;
import io.millrace.udf.TransformFunction;
import io.millrace.udf.json.RenamedFields;
import java.util.List;

/**
 * The record with other names for some of its fields.
 *
 * <pre>{@code
 * transform: {class: io.millrace.udf.transform.Rename, options: {fields: {nm: name, descr: description}}}
 * }</pre>
 */
public final class Rename implements TransformFunction {
    private RenamedFields fields;

    @Override
    public void open(FunctionOptions options) {
        fields = new RenamedFields(options.mapping("fields"));
    }

    @Override
    public List<Document> transform(Change change) {
        return List.of(Document.of(fields.apply(change.record())));
    }
}
