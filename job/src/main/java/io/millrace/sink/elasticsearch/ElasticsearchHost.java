package io.millrace.sink.elasticsearch;

import java.net.URI;
import java.net.URISyntaxException;
import org.apache.flink.table.api.ValidationException;
import org.apache.http.HttpHost;

/** The address of one node of a cluster. */
final class ElasticsearchHost {
    private ElasticsearchHost() {}

    /**
     * @param text such as {@code http://localhost:9200}
     * @throws ValidationException if it is no such address; it does not print what may be a
     *     password
     */
    static HttpHost parse(String text) {
        URI uri;
        try {
            uri = new URI(text.trim());
        } catch (URISyntaxException e) {
            throw illFormed(text);
        }
        boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!http || uri.getHost() == null || uri.getPort() == -1 || hasMore(uri)) {
            throw illFormed(text);
        }
        return new HttpHost(uri.getHost(), uri.getPort(), uri.getScheme());
    }

    private static boolean hasMore(URI uri) {
        return uri.getRawUserInfo() != null
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null
                || !(uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"));
    }

    private static ValidationException illFormed(String text) {
        String shown = text.substring(text.lastIndexOf('@') + 1);
        return new ValidationException(
                "The option 'hosts' holds '"
                        + shown
                        + "', which is no address of the form http://host:port or"
                        + " https://host:port. Write several with a semicolon between them; a user"
                        + " belongs into 'username' and 'password', a path into"
                        + " 'connection.path-prefix'");
    }
}
