package io.millrace.flow;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.types.Row;

/** Functions of a user's, which tell what is done to them. */
public final class Probe {
    static final AtomicInteger OPENED = new AtomicInteger();
    static final AtomicInteger CLOSED = new AtomicInteger();

    private Probe() {}

    /** Counts its starts and ends. */
    public static final class Lifecycle extends ScalarFunction {
        private String task;

        @Override
        public void open(FunctionContext context) {
            task = String.valueOf(context.getMetricGroup());
            OPENED.incrementAndGet();
        }

        public String eval(String text) {
            return task == null ? "not open" : text;
        }

        @Override
        public void close() {
            CLOSED.incrementAndGet();
        }
    }

    /** Throws what it is asked for. */
    public static final class Throwing extends ScalarFunction {
        public String eval(String what) throws Exception {
            switch (what) {
                case "exception" -> throw new Exception("first line\nsecond line");
                case "silent" -> throw new UnsupportedOperationException();
                case "assertion" -> throw new AssertionError("not so");
                case "memory" -> throw new OutOfMemoryError("made up");
                case "stack" -> throw new StackOverflowError();
                case "linkage" -> throw new NoClassDefFoundError("made/Up");
                default -> {
                    return what;
                }
            }
        }
    }

    /** Makes JSON of text, as functions that make JSON do. */
    public static final class AsJson extends ScalarFunction {
        public @DataTypeHint("ROW<`$json` STRING>") Row eval(String text) {
            return text == null ? null : Row.of(text);
        }
    }
}
