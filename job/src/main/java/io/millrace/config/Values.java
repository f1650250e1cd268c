package io.millrace.config;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What numbers and words may look like. A value that does not is a problem and then empty. */
final class Values {
    static final String ONE_HOST =
            "Write the name or address of one host: sockets and lists of hosts are not supported.";

    private final Problems problems;

    Values(Problems problems) {
        this.problems = problems;
    }

    static boolean isPort(String text) {
        return text.matches("[0-9]{1,5}")
                && Integer.parseInt(text) >= 1
                && Integer.parseInt(text) <= 65535;
    }

    /** Whether it names one host: no list, no path of a socket, no part of a URL. */
    static boolean isHost(String text) {
        return !text.matches("(?s).*[/?#,@&%].*");
    }

    Optional<Text> host(Text hostname) {
        if (isHost(hostname.value())) {
            return Optional.of(hostname);
        }
        problems.add(hostname.place(), "'" + hostname.value() + "' is not a host", ONE_HOST);
        return Optional.empty();
    }

    Optional<Integer> port(Text port) {
        if (isPort(port.value())) {
            return Optional.of(Integer.valueOf(port.value()));
        }
        problems.add(
                port.place(),
                "'" + port.value() + "' is not a port",
                "Write a number from 1 to 65535.");
        return Optional.empty();
    }

    /**
     * @param key what is counted, for the problem
     */
    Optional<Integer> count(Text number, String key) {
        if (number.value().matches("[0-9]{1,6}")) {
            return Optional.of(Integer.valueOf(number.value()));
        }
        problems.add(
                number.place(),
                "'" + number.value() + "' is not a number for '" + key + "'",
                "Write a whole number from 0 to 999999.");
        return Optional.empty();
    }

    /**
     * @param key what is counted, for the problem
     */
    Optional<Integer> positive(Text number, String key) {
        if (number.value().matches("[1-9][0-9]{0,8}")) {
            return Optional.of(Integer.valueOf(number.value()));
        }
        problems.add(
                number.place(),
                "'" + number.value() + "' is not a number for '" + key + "'",
                "Write a whole number from 1 to 999999999.");
        return Optional.empty();
    }

    /**
     * @param choices each as its text says
     * @param kind what they are, for the problem
     */
    <T> Optional<T> oneOf(T[] choices, Text word, String kind) {
        Optional<T> found =
                Arrays.stream(choices)
                        .filter(choice -> choice.toString().equals(word.value()))
                        .findFirst();
        if (found.isEmpty()) {
            List<String> words = Arrays.stream(choices).map(Object::toString).toList();
            problems.add(
                    word.place(),
                    "'" + word.value() + "' is not " + kind,
                    NearestName.of(word.value(), words)
                            .map(nearest -> "Did you mean '" + nearest + "'?")
                            .orElse("Write " + alternatives(words) + "."));
        }
        return found;
    }

    private static String alternatives(List<String> words) {
        int last = words.size() - 1;
        return String.join(", ", words.subList(0, last)) + " or " + words.get(last);
    }
}
