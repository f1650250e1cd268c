package io.millrace.sink.elasticsearch;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.transport.TransportException;
import io.millrace.sink.writer.DeliveryRefusedException;
import io.millrace.sink.writer.TargetUnavailableException;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.util.concurrent.CompletionException;
import org.apache.flink.util.ExceptionUtils;
import org.elasticsearch.client.ResponseException;

/**
 * A bulk request that failed as a whole.
 *
 * @param status 0 where there was no answer
 */
record BulkFailure(Throwable cause, int status, String words) {
    static BulkFailure of(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof ElasticsearchException answered) {
            return new BulkFailure(
                    cause, answered.status(), ErrorWords.of(answered.status(), answered.error()));
        }
        if (cause instanceof ResponseException answered) {
            int status = answered.getResponse().getStatusLine().getStatusCode();
            return new BulkFailure(cause, status, cause.getMessage());
        }
        if (cause instanceof TransportException answered) {
            return new BulkFailure(cause, answered.statusCode(), cause.getMessage());
        }
        return new BulkFailure(cause, 0, cause.toString());
    }

    /**
     * What a target's future fails with.
     *
     * @param target which one, for messages
     */
    Exception toException(String target) {
        if (HttpStatus.mayPass(status)) {
            return new TargetUnavailableException(words, cause);
        }
        if (status != 0) {
            return new DeliveryRefusedException(
                    target + " refused a request: " + words + ". " + remedy());
        }
        if (ExceptionUtils.findThrowable(cause, CertificateException.class).isPresent()) {
            return new DeliveryRefusedException(
                    target
                            + " has a certificate that is not trusted here: "
                            + words
                            + ". Add its authority to the trust store of the JVM"
                            + " (-Djavax.net.ssl.trustStore)");
        }
        if (cause instanceof IOException) {
            return new TargetUnavailableException(words, cause);
        }
        return new IllegalStateException("Cannot send to " + target + ": " + words, cause);
    }

    private String remedy() {
        return switch (status) {
            case HttpStatus.UNAUTHORIZED -> "Check the sink's options 'username' and 'password'";
            case HttpStatus.FORBIDDEN ->
                    "Give the user of the sink's option 'username' the privilege 'write' on the"
                            + " index, and 'auto_configure' where the index is to be created";
            case HttpStatus.TOO_LARGE ->
                    "Lower the sink's option 'sink.bulk-flush.max-size', or raise Elasticsearch's"
                            + " http.max_content_length";
            default ->
                    "Check that the sink's options 'hosts' and 'connection.path-prefix' lead to an"
                            + " Elasticsearch";
        };
    }
}
