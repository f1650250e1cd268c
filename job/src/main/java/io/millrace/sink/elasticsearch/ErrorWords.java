package io.millrace.sink.elasticsearch;

import co.elastic.clients.elasticsearch._types.ErrorCause;

/** An error in Elasticsearch's own words. */
final class ErrorWords {
    private ErrorWords() {}

    /** The status, the kind of error, and the reason with the reasons behind it. */
    static String of(int status, ErrorCause error) {
        StringBuilder words = new StringBuilder();
        words.append(status).append(' ').append(error.type());
        for (ErrorCause cause = error; cause != null; cause = cause.causedBy()) {
            if (cause.reason() != null) {
                words.append(cause == error ? ": " : ", because: ").append(cause.reason());
            }
        }
        return words.toString();
    }
}
