package io.millrace.config;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces variables of the environment in a text: <code>${NAME}</code>, <code>${NAME:-default}
 * </code> (the default also where the variable is empty, as in a shell), and <code>$${</code> for a
 * literal <code>${</code>. A replaced value is not searched again.
 */
final class Variables {
    private static final Pattern REFERENCE =
            Pattern.compile(
                    "\\$\\$\\{|\\$\\{(?:([A-Za-z_][A-Za-z0-9_]*)(?::-((?:(?!\\$\\{)[^}])*+))?\\})?");

    private final Map<String, String> environment;

    Variables(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** The text with its variables replaced; empty if that has failed, which is then a problem. */
    Optional<String> replace(String text, Place place, Problems problems) {
        StringBuilder replaced = new StringBuilder();
        Matcher matcher = REFERENCE.matcher(text);
        boolean complete = true;
        while (matcher.find()) {
            Optional<String> value = value(matcher, place, problems);
            complete &= value.isPresent();
            matcher.appendReplacement(replaced, Matcher.quoteReplacement(value.orElse("")));
        }
        matcher.appendTail(replaced);
        return complete ? Optional.of(replaced.toString()) : Optional.empty();
    }

    private Optional<String> value(Matcher reference, Place place, Problems problems) {
        String name = reference.group(1);
        if (reference.group().equals("$${")) {
            return Optional.of("${");
        }
        if (name == null) {
            problems.add(
                    place,
                    "'${' does not begin a variable",
                    "Write ${NAME} or ${NAME:-default}; for '${' itself write '$${'.");
            return Optional.empty();
        }
        String value = environment.get(name);
        String fallback = reference.group(2);
        if (fallback != null) {
            return Optional.of(value == null || value.isEmpty() ? fallback : value);
        }
        if (value == null) {
            problems.add(
                    place,
                    "the environment variable " + name + " is not set",
                    "Set it, or write a default: ${" + name + ":-default}.");
        }
        return Optional.ofNullable(value);
    }
}
