package io.millrace.bench.data;

import io.millrace.change.Json;
import io.millrace.change.JsonBuffer;
import java.nio.charset.StandardCharsets;

/** Rows of {@link Orders} as JSON of about 400 bytes, made in memory. Not thread-safe. */
public final class OrderRows {
    private static final String[] STATES = {"new", "paid", "packed", "shipped"};
    private static final String NOTE = "Leave it at the door. ";
    private static final int MICROS_DIGITS = 6;
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final int MINUTE = 60;
    private static final int DAY_HOURS = 24;
    private static final int CENTS_DIGITS = 2;
    private static final int SKU_DIGITS = 10;

    private final JsonBuffer json = new JsonBuffer();

    /**
     * The row as its change of this number leaves it.
     *
     * @param change those of one row differ in status, amount and time
     */
    public Json row(long id, long change) {
        json.clear();
        text("{\"id\":");
        number(id);
        text(",\"customer_id\":");
        number(id * 7919 % 100_000);
        text(",\"status\":\"");
        text(STATES[(int) ((id + change) % STATES.length)]);
        text("\",\"priority\":");
        number(id % 10);
        text(",\"amount\":");
        amount(id, change);
        text(",\"tax_rate\":0.19,\"express\":");
        text(id % 3 == 0 ? "true" : "false");
        text(",\"sku\":\"SKU-");
        padded(id * 31 % 1_000_000, SKU_DIGITS);
        text("\",\"note\":\"");
        for (long i = 0; i <= id % 4; i++) {
            text(NOTE);
        }
        text("\",\"attributes\":{\"gift\":");
        text(id % 5 == 0 ? "true" : "false");
        text(",\"items\":");
        number(id % 9);
        text(",\"channel\":\"web\",\"voucher\":\"V");
        number(id % 1000);
        text("\"},\"shipped_on\":");
        text(id % 4 == 3 ? "\"2026-01-17\"" : "null");
        text(",\"created_at\":");
        time(id);
        text(",\"updated_at\":");
        time(change);
        json.append('}');
        return json.toJson();
    }

    /** What another change has changed in {@link #row}, as it was. */
    public Json former(long id, long change) {
        json.clear();
        text("{\"amount\":");
        amount(id, change);
        text(",\"updated_at\":");
        time(change);
        json.append('}');
        return json.toJson();
    }

    private void amount(long id, long change) {
        long cents = (id * 104_729 + change * 31) % 100_000_000;
        number(cents / 100);
        json.append('.');
        padded(cents % 100, CENTS_DIGITS);
    }

    private void time(long micros) {
        long seconds = micros / MICROS_PER_SECOND;
        text("\"2026-11-21T");
        padded(seconds / MINUTE / MINUTE % DAY_HOURS, 2);
        json.append(':');
        padded(seconds / MINUTE % MINUTE, 2);
        json.append(':');
        padded(seconds % MINUTE, 2);
        json.append('.');
        padded(micros % MICROS_PER_SECOND, MICROS_DIGITS);
        text("+00:00\"");
    }

    private void number(long number) {
        text(Long.toString(number));
    }

    private void padded(long number, int digits) {
        long divisor = 1;
        for (int i = 1; i < digits; i++) {
            divisor *= 10;
        }
        for (; divisor > 0; divisor /= 10) {
            json.append((char) ('0' + number / divisor % 10));
        }
    }

    private void text(String ascii) {
        json.append(ascii.getBytes(StandardCharsets.US_ASCII));
    }
}
