package io.millrace.config;

import java.io.Serializable;
import java.util.List;
import javax.annotation.Nullable;

/**
 * What a flow does with a record.
 *
 * @param filter null to keep every row
 * @param transform null for the record as it is
 * @param route null for the sink's own index, collection or table
 * @param key expressions that give the document's id together; empty for the row's key
 * @param groupBy expressions; order is kept among rows that agree in them. Empty for order by row
 */
public record Fragments(
        @Nullable Fragment filter,
        @Nullable Fragment transform,
        @Nullable Fragment route,
        List<Fragment.Sql> key,
        List<Fragment.Sql> groupBy)
        implements Serializable {
    /** Records as they are. */
    public static final Fragments NONE = new Fragments(null, null, null, List.of(), List.of());

    public Fragments {
        key = List.copyOf(key);
        groupBy = List.copyOf(groupBy);
    }
}
