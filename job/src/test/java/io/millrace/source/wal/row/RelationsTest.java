package io.millrace.source.wal.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.change.TableName;
import io.millrace.source.wal.pgoutput.PgoutputMessage.Relation;
import io.millrace.source.wal.pgoutput.ReplicaIdentity;
import java.util.List;
import org.junit.jupiter.api.Test;

class RelationsTest {
    /** No table of these is ours, so the server is never asked. */
    private final Relations relations = new Relations(List.of(), null, null);

    @Test
    void changesOfATableThatIsNotOursAreNotWanted() throws Exception {
        relations.put(
                new Relation(
                        7, new TableName("public", "other"), ReplicaIdentity.DEFAULT, List.of()));

        assertThat(relations.decoder(7)).isEmpty();
        assertThat(relations.decoder(7)).isEmpty();
    }

    @Test
    void changesOfATableThatWasNotDescribedAreRefused() {
        assertThatThrownBy(() -> relations.decoder(8))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The log has not described the table with the oid 8");
    }
}
