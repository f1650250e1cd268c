package io.millrace.sink.elasticsearch;

/** The statuses that Elasticsearch, or a proxy before it, answers with. */
final class HttpStatus {
    static final int UNAUTHORIZED = 401;
    static final int FORBIDDEN = 403;
    static final int CONFLICT = 409;
    static final int TOO_LARGE = 413;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int FIRST_OF_THE_SERVER = 500;

    private HttpStatus() {}

    /** Whether the same request may succeed later. */
    static boolean mayPass(int status) {
        return status == TOO_MANY_REQUESTS || status >= FIRST_OF_THE_SERVER;
    }
}
