package io.millrace.flow.function;

import io.millrace.change.Document;
import io.millrace.change.Json;
import io.millrace.change.VersionedChange;
import io.millrace.config.Fragment;
import io.millrace.config.Problem;
import io.millrace.udf.TransformFunction;
import io.millrace.udf.json.JsonText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.annotation.Nullable;

/** A transform in Java, opened. Not thread-safe. */
public final class JavaTransform extends JavaFunction<TransformFunction> {
    private JavaTransform(Fragment.Function step, ClassLoader classes) {
        super(step, new FunctionClass<>(TransformFunction.class), classes);
    }

    /** What keeps a transform from running; it is opened and closed for that. */
    public static Optional<Problem> check(Fragment.Function step, ClassLoader classes) {
        return check(step, classes, JavaTransform::new);
    }

    /**
     * @throws UnusableFunctionException if it cannot be made or opened
     */
    public static JavaTransform open(Fragment.Function step, ClassLoader classes) {
        return new JavaTransform(step, classes);
    }

    /**
     * @param route of documents that name none
     * @param id of a document that names none
     * @return the row's documents, all with content, no two in the same place
     * @throws FunctionFailedException if the function fails on this change, or two documents would
     *     be in the same place
     */
    public List<Document> apply(VersionedChange change, @Nullable String route, String id)
            throws FunctionFailedException, InterruptedException {
        // JSON that cannot be written is the function's failure as well.
        List<Document> documents =
                call(
                        change,
                        (function, view) -> {
                            List<Document> made = new ArrayList<>();
                            for (io.millrace.udf.Document document :
                                    Objects.requireNonNull(
                                            function.transform(view),
                                            "it returned null; List.of() is no document")) {
                                made.add(placed(document, route, id));
                            }
                            return made;
                        });
        refuseSamePlace(documents);
        return documents;
    }

    private static Document placed(
            io.millrace.udf.Document document, @Nullable String route, String id) {
        return new Document(
                document.route() == null ? route : document.route(),
                document.id() == null ? id : document.id(),
                Json.ofUtf8(JsonText.utf8(document.content())));
    }

    private void refuseSamePlace(List<Document> documents) throws FunctionFailedException {
        if (documents.size() < 2) {
            return;
        }
        Set<Document> places = new HashSet<>();
        for (Document document : documents) {
            if (!places.add(new Document(document.route(), document.id(), null))) {
                throw failure(
                        "made two documents with the id '"
                                + document.id()
                                + "'; each needs one of its own: Document.of(…).withId(…)");
            }
        }
    }
}
