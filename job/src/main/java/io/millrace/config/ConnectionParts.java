package io.millrace.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The parts of a connection: keys of the section, or what its url says, but no part twice. */
final class ConnectionParts {
    /** A url has these, so that nothing is left to say beside it. */
    private static final List<String> ALWAYS_IN_URL = List.of("hostname", "port", "database");

    private static final List<String> PERHAPS_IN_URL =
            Stream.concat(Stream.of("username", "password"), SourceUrl.PARAMETERS.stream())
                    .toList();

    private final Section source;
    private final Map<String, Text> url;

    private ConnectionParts(Section source, Map<String, Text> url) {
        this.source = source;
        this.url = url;
    }

    /** Empty if the url is wrong, or if a part is there twice. */
    static Optional<ConnectionParts> of(Section source, Problems problems) {
        if (!source.has("url")) {
            return Optional.of(new ConnectionParts(source, Map.of()));
        }
        Optional<Text> text = source.text("url");
        Optional<Map<String, Text>> url = text.flatMap(it -> SourceUrl.parts(it, problems));
        if (url.isEmpty() || !standsAlone(source, text.get(), url.get(), problems)) {
            return Optional.empty();
        }
        return Optional.of(new ConnectionParts(source, url.get()));
    }

    private static boolean standsAlone(
            Section source, Text url, Map<String, Text> parts, Problems problems) {
        List<String> twice =
                Stream.concat(
                                ALWAYS_IN_URL.stream(),
                                PERHAPS_IN_URL.stream().filter(parts::containsKey))
                        .filter(source::has)
                        .toList();
        for (String part : twice) {
            problems.add(
                    source.placeOf(part),
                    "'" + part + "' is said by the 'url' on line " + url.place().line() + " too",
                    "Keep one of the two.");
        }
        return twice.isEmpty();
    }

    boolean has(String name) {
        return url.containsKey(name) || source.has(name);
    }

    /** A part that must be there. */
    Optional<Text> text(String name) {
        return url.containsKey(name) ? Optional.of(url.get(name)) : source.text(name);
    }

    /** A part that may be left out. */
    Optional<Text> textIfAny(String name) {
        return has(name) ? text(name) : Optional.empty();
    }

    Text text(String name, String fallback) {
        return textIfAny(name).orElse(new Text(fallback, source.place()));
    }
}
