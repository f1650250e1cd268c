package io.millrace.source;

import io.millrace.config.SourceSpec;
import io.millrace.postgres.Table;
import java.io.Serializable;
import java.util.List;

/** What a pipeline reads: the database, a slot there, and the tables that its publication names. */
public record SlotSpec(SourceSpec database, String slot, String publication, List<Table> tables)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    public SlotSpec {
        tables = List.copyOf(tables);
    }

    /** The slot and publication that belong to a pipeline, both {@code millrace_<pipeline>}. */
    public static SlotSpec of(String pipeline, SourceSpec database, List<Table> tables) {
        String name = "millrace_" + pipeline;
        return new SlotSpec(database, name, name, tables);
    }
}
