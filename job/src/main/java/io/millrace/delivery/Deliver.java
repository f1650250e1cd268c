package io.millrace.delivery;

import io.millrace.change.Action;
import io.millrace.change.Delivery;
import io.millrace.change.RowChange;
import io.millrace.change.VersionedChange;
import org.apache.flink.api.common.functions.MapFunction;

/**
 * One document per row, under the row's key: a row that is there is an upsert, a deleted or
 * truncated one a delete. A row whose key changes comes as the old key's delete and the new key's
 * insert, so the old document goes.
 */
public final class Deliver implements MapFunction<VersionedChange, Delivery> {
    private static final long serialVersionUID = 1L;

    @Override
    public Delivery map(VersionedChange versioned) {
        RowChange change = versioned.change();
        String id = change.key().id();
        return change.action() == Action.DELETE || change.action() == Action.TRUNCATE
                ? Delivery.delete(id, versioned.version(), change.committedAtMicros())
                : Delivery.upsert(
                        id, versioned.version(), change.record(), change.committedAtMicros());
    }
}
