package io.millrace.bench.flow;

import io.millrace.bench.data.OrderRows;
import io.millrace.bench.data.Orders;
import io.millrace.change.Action;
import io.millrace.change.Gaps;
import io.millrace.change.Json;
import io.millrace.change.Origin;
import io.millrace.change.Position;
import io.millrace.change.RowChange;
import io.millrace.change.RowKey;
import javax.annotation.Nullable;

/**
 * Changes of orders by their number, as the log of a table with {@code REPLICA IDENTITY FULL} tells
 * them, in transactions of twenty: first an insert of each row; from then on of ten changes eight
 * updates of rows here and there, the delete of the oldest row, and the insert of a new one.
 */
final class OrderChanges {
    private static final int BLOCK = 10;
    private static final int UPDATES = 8;
    private static final int TRANSACTION = 20;
    private static final long FIRST_LSN = 0x2A_0000_0000L;
    private static final long TRANSACTION_BYTES = 8000;
    private static final long FIRST_TRANSACTION = 1_000_000;
    private static final long FIRST_COMMIT_MICROS = 1_795_219_200_000_000L;

    private final long rows;
    private final OrderRows orders = new OrderRows();

    /**
     * @param rows how many there are at a time
     */
    OrderChanges(long rows) {
        this.rows = rows;
    }

    RowChange change(long number) {
        if (number < rows) {
            return change(Action.INSERT, number, number, null);
        }
        long block = (number - rows) / BLOCK;
        int place = (int) ((number - rows) % BLOCK);
        if (place < UPDATES) {
            long id = block + scattered(number);
            return change(Action.UPDATE, id, number, orders.former(id, number - 1));
        }
        return place == UPDATES
                ? change(Action.DELETE, block, number, null)
                : change(Action.INSERT, rows + block, number, null);
    }

    /** Fibonacci hashing: Knuth, The Art of Computer Programming, volume 3, section 6.4. */
    private long scattered(long number) {
        return (number * 0x9E37_79B9_7F4A_7C15L >>> 20) % rows;
    }

    private RowChange change(Action action, long id, long number, @Nullable Json changes) {
        long transaction = number / TRANSACTION;
        Origin origin =
                new Origin(
                        new Position(
                                FIRST_LSN + transaction * TRANSACTION_BYTES,
                                number % TRANSACTION + 1),
                        FIRST_TRANSACTION + transaction,
                        FIRST_COMMIT_MICROS + transaction,
                        null);
        return new RowChange(
                action,
                new RowKey(Orders.TABLE, Long.toString(id)),
                orders.row(id, number),
                Gaps.NONE,
                changes,
                origin);
    }
}
