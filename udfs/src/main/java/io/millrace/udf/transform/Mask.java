package io.millrace.udf.transform;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.udf.Change;
import io.millrace.udf.Document;
import io.millrace.udf.FunctionOptions;
import io.millrace.udf.OptionException;
import io.millrace.udf.TransformFunction;
import io.millrace.udf.json.FieldPath;
import io.millrace.udf.text.MaskFunction;
import java.util.List;

/**
 * The record with some of its texts masked, as {@code MASK} does; a dot reaches into JSON. What is
 * neither text nor null becomes null.
 *
 * <pre>{@code
 * transform: {class: io.millrace.udf.transform.Mask, options: {fields: [card], first: 0, last: 4}}
 * }</pre>
 */
public final class Mask implements TransformFunction {
    private final MaskFunction mask = new MaskFunction();
    private List<FieldPath> fields;
    private int first;
    private int last;

    @Override
    public void open(FunctionOptions options) {
        fields = options.texts("fields").stream().map(FieldPath::of).toList();
        first = shown("first", options);
        last = shown("last", options);
    }

    @Override
    public List<Document> transform(Change change) {
        ObjectNode record = change.record();
        for (FieldPath field : fields) {
            if (field.parent(record) instanceof ObjectNode parent && parent.has(field.last())) {
                String text = parent.get(field.last()).textValue();
                parent.put(field.last(), mask.eval(text, first, last));
            }
        }
        return List.of(Document.of(record));
    }

    private static int shown(String name, FunctionOptions options) {
        int shown = options.integer(name, 0);
        if (shown < 0) {
            throw new OptionException(
                    "the option '" + name + "' of Mask is negative: " + shown,
                    "It is how many characters to show.");
        }
        return shown;
    }
}
