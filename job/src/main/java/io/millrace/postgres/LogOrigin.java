package io.millrace.postgres;

/**
 * Which log: a position says where only together with this.
 *
 * @param system the server's system identifier, an unsigned number, which its standbys share
 * @param timeline grows with each promotion, at which a log parts from its former one; {@link
 *     #ANY_TIMELINE} as long as it can grow while it is being read, as on a standby
 */
public record LogOrigin(long system, long timeline) {
    public static final long ANY_TIMELINE = 0;

    /** Of a position that was kept without it. */
    public static final LogOrigin UNKNOWN = new LogOrigin(0, ANY_TIMELINE);
}
