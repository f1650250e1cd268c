package io.millrace.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.change.Json;
import io.millrace.change.Position;
import io.millrace.change.TableName;
import io.millrace.config.RowImages;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeptImagesTest {
    private static final TableName TABLE = new TableName("public", "t");
    private static final Json IMAGE = Json.of("{}");

    @Test
    void aRowKeptFromBeforeItsTableWasReadAgainIsNotReliedOn() {
        KeptImages images = KeptImages.of(RowImages.AUTO, List.of(), Map.of(TABLE, 100L));

        assertThat(images.imageOf(TABLE, seenAt(99))).isNull();
        assertThat(images.imageOf(TABLE, seenAt(100))).isEqualTo(IMAGE);
        assertThat(images.imageOf(TABLE, RowState.UNKNOWN)).isNull();
        assertThat(images.imageOf(new TableName("public", "u"), seenAt(1))).isEqualTo(IMAGE);
    }

    private static RowState seenAt(long lsn) {
        return new RowState(new Position(lsn, 1), 7, lsn, 0, IMAGE, null);
    }
}
