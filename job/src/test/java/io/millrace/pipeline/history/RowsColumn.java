package io.millrace.pipeline.history;

import java.util.List;
import java.util.Random;
import java.util.function.Function;

/**
 * A column, and what is written to it.
 *
 * @param seldom whether most updates leave it as it is
 * @param value an SQL expression
 */
record RowsColumn(String name, boolean seldom, Function<Random, String> value) {
    private static final int IDS = 25;
    private static final int SKUS = 16;

    static final RowsColumn ID =
            new RowsColumn("id", false, random -> String.valueOf(random.nextInt(IDS)));

    /** What a key that is joined of several columns must escape. */
    static final RowsColumn TENANT = oneOf("tenant", "'a'", "'b,'", "'c\\'");

    static final RowsColumn N =
            new RowsColumn(
                    "n",
                    false,
                    random -> random.nextInt(8) == 0 ? "NULL" : "" + random.nextInt(10));
    static final RowsColumn REGION = oneOf("region", "'eu'", "'us'", "'ap'");
    static final RowsColumn FLAG = oneOf("flag", "true", "true", "false", "NULL");
    static final RowsColumn ACTIVE = oneOf("active", "true", "true", "true", "false");
    static final RowsColumn PRICE = oneOf("price", "NULL", "0", "9.90", "19.95", "1000000.01");
    static final RowsColumn SKU = new RowsColumn("sku", false, RowsColumn::sku);
    static final RowsColumn BODY = new RowsColumn("body", true, RowsColumn::body);

    RowsColumn named(String other) {
        return new RowsColumn(other, seldom, value);
    }

    private static RowsColumn oneOf(String name, String... values) {
        return new RowsColumn(
                name, false, random -> List.of(values).get(random.nextInt(values.length)));
    }

    /** Mostly one that is free. */
    private static String sku(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> "NULL";
            case 1, 2 -> anySku(random);
            default ->
                    """
                    (SELECT 's' || s FROM generate_series(1, %d) s
                      WHERE NOT EXISTS (SELECT FROM product WHERE active AND sku = 's' || s)
                      ORDER BY md5(s || '%d') LIMIT 1)
                    """
                            .formatted(SKUS, random.nextInt())
                            .replaceAll("\\s+", " ");
        };
    }

    static String anySku(Random random) {
        return "'s" + (1 + random.nextInt(SKUS)) + "'";
    }

    /** Mostly so long that it is kept out of the row, and out of the log where it stays. */
    private static String body(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> "NULL";
            case 1 -> "'short " + random.nextInt(100) + "'";
            default -> "repeat('" + Integer.toHexString(random.nextInt()) + " ', 400)";
        };
    }
}
