package io.millrace.demo.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * The first place where two JSON values differ. Numbers are compared by value ({@code 1.50} equals
 * {@code 15e-1}), objects without regard to the order of their keys, arrays in order; an absent key
 * is not the same as null.
 *
 * @param path such as {@code attributes.dimensions[2]}; empty for the values themselves
 * @param expected null where there should be nothing
 * @param actual null where there is nothing
 */
record JsonDifference(String path, @Nullable JsonNode expected, @Nullable JsonNode actual) {
    private static final int SHOWN = 60;

    static Optional<JsonDifference> first(JsonNode expected, JsonNode actual) {
        return first("", expected, actual);
    }

    private static Optional<JsonDifference> first(
            String path, @Nullable JsonNode expected, @Nullable JsonNode actual) {
        if (expected == null || actual == null || !sameKind(expected, actual)) {
            return Optional.of(new JsonDifference(path, expected, actual));
        }
        if (expected.isObject()) {
            return firstInObject(path, expected, actual);
        }
        if (expected.isArray()) {
            return firstInArray(path, expected, actual);
        }
        boolean same =
                expected.isNumber()
                        ? expected.decimalValue().compareTo(actual.decimalValue()) == 0
                        : expected.equals(actual);
        return same ? Optional.empty() : Optional.of(new JsonDifference(path, expected, actual));
    }

    private static boolean sameKind(JsonNode expected, JsonNode actual) {
        return expected.getNodeType() == actual.getNodeType();
    }

    private static Optional<JsonDifference> firstInObject(
            String path, JsonNode expected, JsonNode actual) {
        Set<String> names = new LinkedHashSet<>();
        expected.fieldNames().forEachRemaining(names::add);
        actual.fieldNames().forEachRemaining(names::add);
        Iterator<String> remaining = names.iterator();
        Optional<JsonDifference> found = Optional.empty();
        while (found.isEmpty() && remaining.hasNext()) {
            String name = remaining.next();
            found =
                    first(
                            path.isEmpty() ? name : path + "." + name,
                            expected.get(name),
                            actual.get(name));
        }
        return found;
    }

    private static Optional<JsonDifference> firstInArray(
            String path, JsonNode expected, JsonNode actual) {
        Optional<JsonDifference> found = Optional.empty();
        for (int i = 0; found.isEmpty() && i < Math.max(expected.size(), actual.size()); i++) {
            found = first(path + "[" + i + "]", expected.get(i), actual.get(i));
        }
        return found;
    }

    @Override
    public String toString() {
        return (path.isEmpty() ? "" : path + ": ")
                + "expected "
                + shown(expected)
                + ", found "
                + shown(actual);
    }

    private static String shown(@Nullable JsonNode value) {
        if (value == null) {
            return "nothing";
        }
        String text = value.toString();
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
