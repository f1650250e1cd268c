package io.millrace.demo.shop;

import java.time.Instant;

/** Hears of each row that a transaction of the workload has left changed, after its commit. */
public interface CommitListener {
    /** Hears nothing. */
    CommitListener NONE =
            new CommitListener() {
                @Override
                public void changed(long id, Instant updatedAt, long committedNanos) {}

                @Override
                public void gone(long id) {}
            };

    /**
     * A row is there with a new {@code updated_at}, which is later than that of any change before.
     *
     * @param committedNanos {@link System#nanoTime} just before the commit was asked for
     */
    void changed(long id, Instant updatedAt, long committedNanos);

    /** No row has this id any more. */
    void gone(long id);
}
