package io.millrace.source.value;

import io.millrace.change.JsonBuffer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Types without parts. The numbers are those that {@code json_categorize_type} of Postgres ({@code
 * utils/adt/jsonfuncs.c}, before version 16 {@code jsonb.c}) puts into {@code JSONTYPE_NUMERIC};
 * whatever has no category of its own there is {@link #TEXT}.
 */
public enum ScalarWriter implements ValueWriter {
    BOOLEAN {
        @Override
        public void write(byte[] text, int from, int to, JsonBuffer json) {
            if (to - from != 1 || (text[from] != 't' && text[from] != 'f')) {
                throw unreadable("boolean", text, from, to);
            }
            json.append(text[from] == 't' ? TRUE : FALSE);
        }
    },

    INTEGER {
        @Override
        public void write(byte[] text, int from, int to, JsonBuffer json) {
            json.append(text, from, to);
        }
    },

    /** What JSON has no number for is a string: {@code NaN}, {@code Infinity}. */
    NUMERIC {
        @Override
        public void write(byte[] text, int from, int to, JsonBuffer json) {
            if (isNotFinite(text, from, to)) {
                json.appendString(text, from, to);
            } else {
                json.append(text, from, to);
            }
        }
    },

    /** {@code to_jsonb} makes a numeric of it, which knows neither an exponent nor minus zero. */
    FLOAT {
        @Override
        public void write(byte[] text, int from, int to, JsonBuffer json) {
            if (isNotFinite(text, from, to)) {
                json.appendString(text, from, to);
            } else if (hasExponent(text, from, to)) {
                json.append(plain(text, from, to));
            } else if (to - from == 2 && text[from] == '-' && text[from + 1] == '0') {
                json.append('0');
            } else {
                json.append(text, from, to);
            }
        }
    },

    TEXT {
        @Override
        public void write(byte[] text, int from, int to, JsonBuffer json) {
            json.appendString(text, from, to);
        }
    },

    /** In XSD style, as {@code JsonEncodeDateTime} writes it, it has a {@code T} for the space. */
    TIMESTAMP {
        @Override
        public void write(byte[] text, int from, int to, JsonBuffer json) {
            json.append('"');
            int time = appendDate(text, from, to, json);
            json.append(text, time, to);
            json.append('"');
        }
    },

    /** In XSD style, as {@code JsonEncodeDateTime} writes it, its offset has minutes. */
    TIMESTAMPTZ {
        @Override
        public void write(byte[] text, int from, int to, JsonBuffer json) {
            json.append('"');
            int time = appendDate(text, from, to, json);
            if (time < to) {
                int zone = indexOf('+', text, time, to);
                int afterZone = zone + UTC.length;
                if (afterZone > to
                        || !Arrays.equals(text, zone, afterZone, UTC, 0, UTC.length)
                        || (afterZone < to && text[afterZone] != ' ')) {
                    throw unreadable("time in UTC", text, from, to);
                }
                json.append(text, time, afterZone);
                json.append(MINUTES);
                json.append(text, afterZone, to);
            }
            json.append('"');
        }
    },

    /** The server has made it well-formed, with each key once. */
    JSONB {
        @Override
        public void write(byte[] text, int from, int to, JsonBuffer json) {
            json.append(text, from, to);
        }
    };

    private static final byte[] TRUE = ascii("true");
    private static final byte[] FALSE = ascii("false");
    private static final byte[] UTC = ascii("+00");
    private static final byte[] MINUTES = ascii(":00");
    private static final byte[] INFINITY = ascii("infinity");
    private static final int YEAR_DIGITS = 4;

    private static boolean isNotFinite(byte[] text, int from, int to) {
        byte first = text[from];
        return first == 'N' || first == 'I' || (first == '-' && text[to - 1] == 'y');
    }

    private static boolean hasExponent(byte[] text, int from, int to) {
        return indexOf('e', text, from, to) < to;
    }

    private static byte[] plain(byte[] text, int from, int to) {
        String number = new String(text, from, to - from, StandardCharsets.US_ASCII);
        return ascii(new BigDecimal(number).toPlainString());
    }

    /**
     * Appends the date and, where a time follows, a T.
     *
     * @return where the time begins; the end if there is none, as in infinity
     */
    private static int appendDate(byte[] text, int from, int to, JsonBuffer json) {
        if (isInfinity(text, from, to)) {
            json.append(text, from, to);
            return to;
        }
        int space = indexOf(' ', text, from, to);
        int afterYear = indexOf('-', text, from, space);
        if (space == to || afterYear == space || afterYear - from < YEAR_DIGITS) {
            throw unreadable("time in ISO style", text, from, to);
        }
        json.append(text, from, space);
        json.append('T');
        return space + 1;
    }

    private static boolean isInfinity(byte[] text, int from, int to) {
        int start = text[from] == '-' ? from + 1 : from;
        return Arrays.equals(text, start, to, INFINITY, 0, INFINITY.length);
    }

    /** The first place of the character, or the end. */
    private static int indexOf(char c, byte[] text, int from, int to) {
        int i = from;
        while (i < to && text[i] != c) {
            i++;
        }
        return i;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static IllegalArgumentException unreadable(
            String expected, byte[] text, int from, int to) {
        return new IllegalArgumentException(
                "'"
                        + new String(text, from, to - from, StandardCharsets.UTF_8)
                        + "' is no "
                        + expected);
    }
}
