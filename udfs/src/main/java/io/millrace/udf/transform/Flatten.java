package io.millrace.udf.transform;

import io.millrace.udf.Change;
import io.millrace.udf.Document;
import io.millrace.udf.FunctionOptions;
import io.millrace.udf.TransformFunction;
import io.millrace.udf.json.FlatFields;
import java.util.List;

/**
 * The record with the fields of its JSON objects as its own, under the names that lead to them.
 *
 * <pre>{@code
 * transform: {class: io.millrace.udf.transform.Flatten, options: {separator: _}}
 * }</pre>
 */
public final class Flatten implements TransformFunction {
    private FlatFields flat;

    @Override
    public void open(FunctionOptions options) {
        flat = new FlatFields(options.text("separator", "."));
    }

    @Override
    public List<Document> transform(Change change) {
        return List.of(Document.of(flat.apply(change.record())));
    }
}
