package io.millrace.row;

import io.millrace.change.Json;
import io.millrace.change.TableName;
import io.millrace.config.RowImages;
import io.millrace.postgres.Table;
import java.io.Serializable;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.annotation.Nullable;

/** Of which tables the rows are kept in the state. */
public final class KeptImages implements Serializable {
    private static final long serialVersionUID = 1L;

    private final RowImages images;
    private final Set<TableName> loggedWhole;

    private final Map<TableName, Long> readSince;

    private KeptImages(
            RowImages images, Set<TableName> loggedWhole, Map<TableName, Long> readSince) {
        this.images = images;
        this.loggedWhole = loggedWhole;
        this.readSince = Map.copyOf(readSince);
    }

    /**
     * @param tables those that are read
     * @param readSince from which position on each is read without a gap; from the beginning where
     *     it is left out. What was kept before may have changed unseen
     */
    public static KeptImages of(
            RowImages images, Collection<Table> tables, Map<TableName, Long> readSince) {
        return new KeptImages(
                images,
                tables.stream()
                        .filter(Table::replicaIdentityFull)
                        .map(Table::name)
                        .collect(Collectors.toUnmodifiableSet()),
                readSince);
    }

    /**
     * The row as it was last seen; null where that is not kept, or only for the changes that it
     * shows already, or not to be relied on. No version is behind the position at which the row was
     * seen.
     */
    @Nullable
    Json imageOf(TableName table, RowState seen) {
        return seen.contained() != null && !keeps(table)
                        || seen.version() < readSince.getOrDefault(table, 0L)
                ? null
                : seen.image();
    }

    boolean keeps(TableName table) {
        return switch (images) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO -> !loggedWhole.contains(table);
        };
    }
}
