package io.millrace.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.change.Action;
import io.millrace.change.Delivery;
import io.millrace.change.Json;
import io.millrace.change.Origin;
import io.millrace.change.Position;
import io.millrace.change.RowChange;
import io.millrace.change.RowKey;
import io.millrace.change.TableName;
import io.millrace.change.VersionedChange;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeliverTest {
    private static final RowKey KEY =
            RowKey.of(new TableName("public", "lines"), List.of("7", "a,b"));
    private static final Json RECORD = Json.of("{\"order\": 7, \"name\": \"a,b\"}");
    private static final long COMMITTED_AT = 1_767_225_600_123_456L;

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DELETE")
    void aRowThatIsThereIsAnUpsertOfItsRecordUnderItsKey(Action action) {
        assertThat(deliver(action))
                .isEqualTo(new Delivery(null, "7,a\\,b", 12, RECORD, COMMITTED_AT))
                .matches(delivery -> !delivery.isDelete());
    }

    @Test
    void aDeletedRowIsADeleteWithoutADocument() {
        assertThat(deliver(Action.DELETE))
                .isEqualTo(new Delivery(null, "7,a\\,b", 12, null, COMMITTED_AT))
                .matches(Delivery::isDelete);
    }

    private static Delivery deliver(Action action) {
        RowChange change =
                RowChange.of(
                        action,
                        KEY,
                        RECORD,
                        new Origin(new Position(10, 0), 3, COMMITTED_AT, null));
        return new Deliver().map(new VersionedChange(change, 12));
    }
}
