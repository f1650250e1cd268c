package io.millrace.config;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes a connection URI of libpq apart. See "Connection URIs" in section 34.1.1 of Postgres's
 * documentation. Its text may hold a password anywhere, so problems show nothing of it but the
 * names of parameters.
 */
final class SourceUrl {
    /** The keys of {@code source} that can be parameters of a URL. */
    static final List<String> PARAMETERS = List.of("sslmode", "sslrootcert", "sslcert", "sslkey");

    private static final String REMEDY =
            "Write postgresql://user:password@host:5432/database; in a name or password '@' is"
                    + " %40, '/' is %2F and '%' is %25.";
    private static final Pattern SHAPE =
            Pattern.compile(
                    "postgres(?:ql)?://"
                            + "(?:(?<username>[^:/@]*)(?::(?<password>[^/@]*))?@)?"
                            + "(?:\\[(?<address>[^]/?#@]*)]|(?<hostname>[^:/?#@\\[]*))"
                            + "(?::(?<port>[^/?#@]*))?"
                            + "(?:/(?<database>[^?#@]*))?"
                            + "(?:\\?(?<parameters>[^#@]*))?");
    private static final List<String> PARTS =
            List.of("username", "password", "address", "hostname", "port", "database");
    private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9a-fA-F]{2})|%00");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_]{1,40}");

    private final Text url;
    private final Problems problems;
    private final Map<String, Text> parts = new LinkedHashMap<>();
    private boolean complete = true;

    private SourceUrl(Text url, Problems problems) {
        this.url = url;
        this.problems = problems;
    }

    /** What the URL says, by the keys of {@code source}; empty if it is wrong. */
    static Optional<Map<String, Text>> parts(Text url, Problems problems) {
        SourceUrl parsed = new SourceUrl(url, problems);
        parsed.parse();
        return parsed.complete ? Optional.of(Map.copyOf(parsed.parts)) : Optional.empty();
    }

    private void parse() {
        Matcher shape = SHAPE.matcher(url.value());
        if (!shape.matches()) {
            refuse("'url' is not a URL of Postgres", REMEDY);
        } else if (BROKEN_ESCAPE.matcher(url.value()).find()) {
            refuse("'url' has a '%' that begins no character", REMEDY);
        } else {
            for (String part : PARTS) {
                put(part.equals("address") ? "hostname" : part, shape.group(part));
            }
            requireServer();
            if (shape.group("parameters") != null && !shape.group("parameters").isEmpty()) {
                List.of(shape.group("parameters").split("&", -1)).forEach(this::parameter);
            }
        }
    }

    private void put(String key, String encoded) {
        if (encoded != null && !encoded.isEmpty()) {
            parts.put(key, new Text(decoded(encoded), url.place()));
        }
    }

    private void requireServer() {
        String hostname = parts.containsKey("hostname") ? parts.get("hostname").value() : "";
        String port = parts.containsKey("port") ? parts.get("port").value() : "5432";
        if (hostname.isBlank()) {
            refuse("'url' names no host", REMEDY);
        } else if (!Values.isHost(hostname + port)) {
            refuse("'url' does not name one host", Values.ONE_HOST);
        } else if (!Values.isPort(port)) {
            refuse("the port in 'url' is not a number from 1 to 65535", REMEDY);
        }
        if (!parts.containsKey("database")) {
            refuse("'url' names no database", REMEDY);
        }
    }

    private void parameter(String text) {
        String[] parameter = text.equals("ssl=true") ? sslByOldName() : text.split("=", 2);
        String name = decoded(parameter[0]);
        if (!PARAMETERS.contains(name)) {
            refuse(
                    NAME.matcher(name).matches()
                            ? "unknown parameter '" + name + "' in 'url'"
                            : "unknown parameter in 'url'",
                    NearestName.of(name, PARAMETERS)
                            .map(nearest -> "Did you mean '" + nearest + "'?")
                            .orElse("Its parameters are " + String.join(", ", PARAMETERS) + "."));
        } else if (parameter.length == 1 || decoded(parameter[1]).isBlank()) {
            refuse(
                    "the parameter '" + name + "' of 'url' is empty",
                    "Write " + name + "=…, or leave it out.");
        } else if (parts.containsKey(name)) {
            refuse("the parameter '" + name + "' stands twice in 'url'", "Keep one.");
        } else {
            put(name, parameter[1]);
        }
    }

    /** libpq takes this from JDBC. */
    private static String[] sslByOldName() {
        return new String[] {"sslmode", SslMode.REQUIRE.toString()};
    }

    private void refuse(String message, String remedy) {
        problems.add(url.place(), message, remedy);
        complete = false;
    }

    private static String decoded(String encoded) {
        return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
