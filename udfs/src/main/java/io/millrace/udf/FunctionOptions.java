package io.millrace.udf;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * The options of a function, as they stand under {@code options} in the pipeline file. A name whose
 * value is null counts as left out.
 *
 * <p>Numbers and booleans may also be texts that read so, as a variable of the environment is one.
 * Whatever is missing or of another type is an {@link OptionException} that names the option, the
 * function's class and the remedy.
 */
public final class FunctionOptions {
    private final String owner;
    private final Map<String, Object> values;
    private final Set<String> asked = new LinkedHashSet<>();

    private FunctionOptions(String owner, Map<String, ?> values) {
        this.owner = owner;
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** For a test of a function. */
    public static FunctionOptions of(Map<String, ?> values) {
        return new FunctionOptions("the function", values);
    }

    /**
     * @param className the function's, for messages
     */
    public static FunctionOptions of(String className, Map<String, ?> values) {
        return new FunctionOptions(className, values);
    }

    public boolean has(String name) {
        return value(name) != null;
    }

    public String text(String name) {
        return text(name, required(name));
    }

    public String text(String name, String fallback) {
        Object value = value(name);
        return value == null ? fallback : text(name, value);
    }

    public int integer(String name) {
        return integer(name, required(name));
    }

    public int integer(String name, int fallback) {
        Object value = value(name);
        return value == null ? fallback : integer(name, value);
    }

    public BigDecimal number(String name) {
        return number(name, required(name));
    }

    public BigDecimal number(String name, BigDecimal fallback) {
        Object value = value(name);
        return value == null ? fallback : number(name, value);
    }

    /** Whether the option is true; false if it is left out. */
    public boolean flag(String name) {
        Object value = value(name);
        if (value == null || "false".equals(value)) {
            return false;
        }
        if (value instanceof Boolean flag) {
            return flag;
        }
        if (!"true".equals(value)) {
            throw wrong(name, "must be true or false", value, "Write " + name + ": true.");
        }
        return true;
    }

    /** The texts of a list that has at least one; a single text counts as a list of it. */
    public List<String> texts(String name) {
        Object value = required(name);
        List<?> elements = value instanceof List<?> list ? list : List.of(value);
        if (elements.isEmpty()) {
            throw wrong(
                    name, "must have at least one element", value, "Write " + name + ": [a, b].");
        }
        return elements.stream().map(element -> text(name, element)).toList();
    }

    /** A map from texts to texts that has at least one entry, in the file's order. */
    public Map<String, String> mapping(String name) {
        Object value = required(name);
        if (!(value instanceof Map<?, ?> entries) || entries.isEmpty()) {
            throw wrong(
                    name,
                    "must be a map with at least one entry",
                    value,
                    "Write " + name + ": {a: b}.");
        }
        Map<String, String> mapping = new LinkedHashMap<>();
        entries.forEach((key, text) -> mapping.put(text(name, key), text(name, text)));
        return Collections.unmodifiableMap(mapping);
    }

    /** All of them as they are: texts, numbers, booleans, lists, maps and nulls. */
    public Map<String, Object> all() {
        asked.addAll(values.keySet());
        return values;
    }

    /** The names that the function has asked for so far. */
    public Set<String> asked() {
        return Collections.unmodifiableSet(asked);
    }

    /** The names in the file that the function has not asked for. */
    public Set<String> unasked() {
        Set<String> unasked = new LinkedHashSet<>(values.keySet());
        unasked.removeAll(asked);
        return unasked;
    }

    @Nullable
    private Object value(String name) {
        asked.add(name);
        return values.get(name);
    }

    private Object required(String name) {
        Object value = value(name);
        if (value == null) {
            throw new OptionException(
                    "the option '" + name + "' of " + owner + " is missing",
                    "Add it under 'options': options: {" + name + ": …}.");
        }
        return value;
    }

    private String text(String name, @Nullable Object value) {
        if (!(value instanceof String text)) {
            throw wrong(name, "must be text", value, "Put it in quotes: '" + value + "'.");
        }
        return text;
    }

    private int integer(String name, Object value) {
        try {
            return number(name, value).intValueExact();
        } catch (ArithmeticException e) {
            throw wrong(name, "must be a whole number", value, "Write " + name + ": 4, say.");
        }
    }

    private BigDecimal number(String name, Object value) {
        try {
            return new BigDecimal(value.toString());
        } catch (NumberFormatException e) {
            throw wrong(name, "must be a number", value, "Write " + name + ": 4, say.");
        }
    }

    private OptionException wrong(
            String name, String demand, @Nullable Object value, String remedy) {
        return new OptionException(
                "the option '" + name + "' of " + owner + " " + demand + ", but is " + value,
                remedy);
    }
}
