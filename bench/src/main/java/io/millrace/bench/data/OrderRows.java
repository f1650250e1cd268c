package io.millrace.bench.data;

import io.millrace.change.Json;
import io.millrace.change.JsonBuffer;
import java.nio.charset.StandardCharsets;

/** Rows of {@link Orders} as JSON of about 400 bytes, made in memory. Not thread-safe. */
public final class OrderRows {
    private static final byte[][] STATES = {
        ascii("new"), ascii("paid"), ascii("packed"), ascii("shipped")
    };
    private static final byte[] DOOR = ascii("Leave it at the door. ");
    private static final byte[] SHIPPING_DAY = ascii("\"2026-01-17\"");
    private static final byte[] TRUE = ascii("true");
    private static final byte[] FALSE = ascii("false");
    private static final byte[] NULL = ascii("null");
    private static final byte[] ID = ascii("{\"id\":");
    private static final byte[] CUSTOMER = ascii(",\"customer_id\":");
    private static final byte[] STATUS = ascii(",\"status\":\"");
    private static final byte[] PRIORITY = ascii("\",\"priority\":");
    private static final byte[] AMOUNT = ascii(",\"amount\":");
    private static final byte[] EXPRESS = ascii(",\"tax_rate\":0.19,\"express\":");
    private static final byte[] SKU = ascii(",\"sku\":\"SKU-");
    private static final byte[] NOTE = ascii("\",\"note\":\"");
    private static final byte[] GIFT = ascii("\",\"attributes\":{\"gift\":");
    private static final byte[] ITEMS = ascii(",\"items\":");
    private static final byte[] VOUCHER = ascii(",\"channel\":\"web\",\"voucher\":\"V");
    private static final byte[] SHIPPED = ascii("\"},\"shipped_on\":");
    private static final byte[] CREATED = ascii(",\"created_at\":");
    private static final byte[] UPDATED = ascii(",\"updated_at\":");
    private static final byte[] FORMER_AMOUNT = ascii("{\"amount\":");
    private static final byte[] DAY = ascii("\"2026-11-21T");
    private static final byte[] ZONE = ascii("+00:00\"");
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
        json.append(ID);
        number(id);
        json.append(CUSTOMER);
        number(id * 7919 % 100_000);
        json.append(STATUS);
        json.append(STATES[(int) ((id + change) % STATES.length)]);
        json.append(PRIORITY);
        number(id % 10);
        json.append(AMOUNT);
        amount(id, change);
        json.append(EXPRESS);
        json.append(id % 3 == 0 ? TRUE : FALSE);
        json.append(SKU);
        padded(id * 31 % 1_000_000, SKU_DIGITS);
        json.append(NOTE);
        for (long i = 0; i <= id % 4; i++) {
            json.append(DOOR);
        }
        json.append(GIFT);
        json.append(id % 5 == 0 ? TRUE : FALSE);
        json.append(ITEMS);
        number(id % 9);
        json.append(VOUCHER);
        number(id % 1000);
        json.append(SHIPPED);
        json.append(id % 4 == 3 ? SHIPPING_DAY : NULL);
        json.append(CREATED);
        time(id);
        json.append(UPDATED);
        time(change);
        json.append('}');
        return json.toJson();
    }

    /** What another change has changed in {@link #row}, as it was. */
    public Json former(long id, long change) {
        json.clear();
        json.append(FORMER_AMOUNT);
        amount(id, change);
        json.append(UPDATED);
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
        json.append(DAY);
        padded(seconds / MINUTE / MINUTE % DAY_HOURS, 2);
        json.append(':');
        padded(seconds / MINUTE % MINUTE, 2);
        json.append(':');
        padded(seconds % MINUTE, 2);
        json.append('.');
        padded(micros % MICROS_PER_SECOND, MICROS_DIGITS);
        json.append(ZONE);
    }

    private void number(long number) {
        int digits = 1;
        for (long rest = number; rest >= 10; rest /= 10) {
            digits++;
        }
        padded(number, digits);
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

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
