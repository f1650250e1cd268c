package io.millrace.flow.function;

import io.millrace.udf.Change;
import io.millrace.udf.Document;
import io.millrace.udf.FilterFunction;
import io.millrace.udf.FunctionOptions;
import io.millrace.udf.RouteFunction;
import io.millrace.udf.TransformFunction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Functions as users write them, good and bad. */
public final class TestFunctions {
    /** What {@link Dearer} has been through. */
    static final List<String> LIFE = new ArrayList<>();

    private TestFunctions() {}

    public static final class Dearer implements FilterFunction {
        private int than;

        @Override
        public void open(FunctionOptions options) {
            than = options.integer("than");
            LIFE.add("open");
        }

        @Override
        public boolean keep(Change change) {
            return change.record().path("price").intValue() > than;
        }

        @Override
        public void close() {
            LIFE.add("close");
        }
    }

    public static final class Emptying implements FilterFunction {
        @Override
        public boolean keep(Change change) {
            change.record().removeAll();
            return change.record().isEmpty();
        }
    }

    public static final class Shout implements TransformFunction {
        @Override
        public List<Document> transform(Change change) {
            String name = change.record().path("name").asText();
            return List.of(Document.of(change.record().put("name", name.toUpperCase(Locale.ROOT))));
        }
    }

    public static final class PerLanguage implements TransformFunction {
        @Override
        public List<Document> transform(Change change) {
            List<Document> documents = new ArrayList<>();
            change.record()
                    .path("names")
                    .properties()
                    .forEach(
                            name ->
                                    documents.add(
                                            Document.of(Map.of("name", name.getValue()))
                                                    .withId(change.key() + "-" + name.getKey())
                                                    .withRoute("products_" + name.getKey())));
            return documents;
        }
    }

    public static final class Twice implements TransformFunction {
        @Override
        public List<Document> transform(Change change) {
            return List.of(Document.of(change.record()), Document.of(change.record()));
        }
    }

    public static final class Null implements TransformFunction {
        @Override
        public List<Document> transform(Change change) {
            return null;
        }
    }

    public static final class ByRegion implements RouteFunction {
        @Override
        public String route(Change change) {
            return change.record().path("region").asText(null);
        }
    }

    public static final class Broken implements FilterFunction {
        @Override
        public boolean keep(Change change) throws Exception {
            if (change.record().has("interrupt")) {
                throw new InterruptedException();
            }
            throw new IOException("the first line\n  and the second");
        }
    }

    public static final class Misopened implements FilterFunction {
        @Override
        public void open(FunctionOptions options) {
            throw new IllegalStateException("no such file");
        }

        @Override
        public boolean keep(Change change) {
            return true;
        }
    }

    public static final class WithArgument implements FilterFunction {
        private final boolean answer;

        public WithArgument(boolean answer) {
            this.answer = answer;
        }

        @Override
        public boolean keep(Change change) {
            return answer;
        }
    }

    public static final class Unmade implements FilterFunction {
        public Unmade() {
            throw new IllegalStateException("not today");
        }

        @Override
        public boolean keep(Change change) {
            return true;
        }
    }

    static final class Hidden implements FilterFunction {
        @Override
        public boolean keep(Change change) {
            return true;
        }
    }
}
