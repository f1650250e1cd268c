package io.millrace.sink.elasticsearch;

import io.millrace.config.Secret;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import javax.annotation.Nullable;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.http.Header;
import org.apache.http.HttpHeaders;
import org.apache.http.HttpHost;
import org.apache.http.impl.nio.reactor.IOReactorConfig;
import org.apache.http.message.BasicHeader;
import org.elasticsearch.client.RestClient;
import org.elasticsearch.client.RestClientBuilder;

/**
 * How to reach a cluster.
 *
 * @param username null for a cluster without security
 */
record ElasticsearchConnection(
        List<HttpHost> hosts,
        @Nullable String username,
        @Nullable Secret password,
        @Nullable String pathPrefix,
        Timeouts timeouts)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Shorter than a load balancer keeps an idle connection, which it would then drop silently. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);

    /**
     * @param pool how long a request may wait for a free connection
     */
    record Timeouts(Duration connect, Duration pool, Duration answer) implements Serializable {}

    /**
     * @throws ValidationException if the options are ill-formed
     */
    static ElasticsearchConnection of(ReadableConfig options) {
        List<HttpHost> hosts =
                options.get(ElasticsearchOptions.HOSTS).stream()
                        .filter(host -> !host.isBlank())
                        .map(ElasticsearchHost::parse)
                        .collect(Collectors.toUnmodifiableList());
        if (hosts.isEmpty()) {
            throw new ValidationException(
                    "The option 'hosts' is empty. Name at least one node, such as"
                            + " http://localhost:9200");
        }
        String username = options.get(ElasticsearchOptions.USERNAME);
        String password = options.get(ElasticsearchOptions.PASSWORD);
        if ((username == null) != (password == null)) {
            throw new ValidationException(
                    "Only one of the options 'username' and 'password' is set. Set both, or neither"
                            + " for a cluster without security");
        }
        return new ElasticsearchConnection(
                hosts,
                username,
                password == null ? null : new Secret(password),
                options.get(ElasticsearchOptions.PATH_PREFIX),
                new Timeouts(
                        options.get(ElasticsearchOptions.CONNECTION_TIMEOUT),
                        options.get(ElasticsearchOptions.CONNECTION_REQUEST_TIMEOUT),
                        options.get(ElasticsearchOptions.SOCKET_TIMEOUT)));
    }

    /** Opens a client; it connects with its first request. */
    RestClient open() {
        RestClientBuilder builder =
                RestClient.builder(hosts.toArray(HttpHost[]::new))
                        .setRequestConfigCallback(
                                config ->
                                        config.setConnectTimeout(millis(timeouts.connect()))
                                                .setConnectionRequestTimeout(
                                                        millis(timeouts.pool()))
                                                .setSocketTimeout(millis(timeouts.answer())))
                        .setHttpClientConfigCallback(
                                client ->
                                        client.setKeepAliveStrategy(
                                                        (response, context) ->
                                                                KEEP_ALIVE.toMillis())
                                                .setDefaultIOReactorConfig(
                                                        IOReactorConfig.custom()
                                                                .setIoThreadCount(1)
                                                                .setSoKeepAlive(true)
                                                                .build()));
        if (username != null) {
            builder.setDefaultHeaders(new Header[] {authorization()});
        }
        if (pathPrefix != null) {
            builder.setPathPrefix(pathPrefix);
        }
        return builder.build();
    }

    private Header authorization() {
        String pair = username + ":" + Objects.requireNonNull(password).value();
        return new BasicHeader(
                HttpHeaders.AUTHORIZATION,
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }

    /** The nodes, for people. */
    String addresses() {
        return hosts.stream().map(HttpHost::toURI).collect(Collectors.joining(", "));
    }
}
