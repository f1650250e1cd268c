package io.millrace.pipeline.history;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.udf.Change;
import io.millrace.udf.Document;
import io.millrace.udf.TransformFunction;
import java.util.List;
import java.util.Map;

/** Of a row no document, one, or two, by its {@code n}. */
public final class Parts implements TransformFunction {
    @Override
    public List<Document> transform(Change change) {
        JsonNode n = change.record().path("n");
        if (!n.isInt() || n.intValue() % 3 == 0) {
            return List.of();
        }
        Map<String, JsonNode> fields = Map.of("n", n, "body", change.record().path("body"));
        Document document = Document.of(fields);
        return n.intValue() % 3 == 1
                ? List.of(document)
                : List.of(
                        document.withId(change.key() + "/x"), document.withId(change.key() + "/y"));
    }
}
