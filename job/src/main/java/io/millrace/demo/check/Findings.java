package io.millrace.demo.check;

import java.util.ArrayList;
import java.util.List;

/** How often something was found, with the first few as examples. */
public final class Findings {
    private static final int EXAMPLES = 5;

    private final List<String> examples = new ArrayList<>();
    private long count;

    void add(String example) {
        count++;
        if (examples.size() < EXAMPLES) {
            examples.add(example);
        }
    }

    public long count() {
        return count;
    }

    /** At most five. */
    public List<String> examples() {
        return List.copyOf(examples);
    }

    /** A line of its own; nothing if nothing was found. */
    String described(String what) {
        return count == 0
                ? ""
                : "\n  "
                        + count
                        + " "
                        + what
                        + ": "
                        + String.join(", ", examples)
                        + (count > examples.size() ? ", …" : "");
    }
}
