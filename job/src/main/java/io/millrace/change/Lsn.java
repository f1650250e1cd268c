package io.millrace.change;

/**
 * Log sequence numbers in Postgres's text form, {@code X/Y} in hexadecimal (type {@code pg_lsn}).
 * As numbers they are unsigned 64 bits; no server has written the 8 EiB of log that the sign bit
 * would take, so a signed comparison is right.
 */
public final class Lsn {
    private Lsn() {}

    public static String format(long lsn) {
        return Long.toHexString(lsn >>> 32).toUpperCase(java.util.Locale.ROOT)
                + "/"
                + Long.toHexString(lsn & 0xFFFF_FFFFL).toUpperCase(java.util.Locale.ROOT);
    }

    /**
     * @throws IllegalArgumentException if the text is not two hexadecimal numbers around a slash
     */
    public static long parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 1) {
            throw new IllegalArgumentException("Not a log sequence number: '" + text + "'");
        }
        long high = Long.parseLong(text.substring(0, slash), 16);
        long low = Long.parseLong(text.substring(slash + 1), 16);
        return high << 32 | low;
    }
}
