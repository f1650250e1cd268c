package io.millrace.row;

import io.millrace.change.TableName;
import io.millrace.config.RowImages;
import io.millrace.postgres.Table;
import java.io.Serializable;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/** Of which tables the rows are kept in the state. */
public final class KeptImages implements Serializable {
    private static final long serialVersionUID = 1L;

    private final RowImages images;
    private final Set<TableName> loggedWhole;

    private KeptImages(RowImages images, Set<TableName> loggedWhole) {
        this.images = images;
        this.loggedWhole = loggedWhole;
    }

    /**
     * @param tables those that are read
     */
    public static KeptImages of(RowImages images, Collection<Table> tables) {
        return new KeptImages(
                images,
                tables.stream()
                        .filter(Table::replicaIdentityFull)
                        .map(Table::name)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    boolean keeps(TableName table) {
        return switch (images) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO -> !loggedWhole.contains(table);
        };
    }
}
