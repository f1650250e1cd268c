package io.millrace.source.wal.row;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RelationsTest {
    @Test
    void changesOfATableThatWasNotDescribedAreRefused() {
        WantedTables tables = new WantedTables(List.of(), null, () -> {});
        Relations relations = new Relations(tables, null, null);

        assertThatThrownBy(() -> relations.decoder(8))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The log has not described the table with the oid 8");
    }
}
