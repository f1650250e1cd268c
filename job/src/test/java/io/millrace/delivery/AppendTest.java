package io.millrace.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.change.Action;
import io.millrace.change.Delivery;
import io.millrace.change.Document;
import io.millrace.change.Evaluation;
import io.millrace.change.Json;
import io.millrace.change.Origin;
import io.millrace.change.Position;
import io.millrace.change.RowKey;
import io.millrace.change.TableName;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.junit.jupiter.api.Test;

class AppendTest {
    @Test
    void everyEventIsWrittenAndNothingIsDeleted() {
        Json event = Json.of("{\"action\": \"delete\"}");
        Evaluation evaluation =
                new Evaluation(
                        Action.DELETE,
                        new RowKey(new TableName("public", "t"), "7"),
                        12,
                        new Origin(new Position(10, 1), 3, 99, null),
                        List.of(new Document("log", "10-1", event), new Document(null, "7", null)));
        List<Delivery> sent = new ArrayList<>();

        Append.toSink().flatMap(evaluation, new ListCollector<>(sent));

        assertThat(sent).containsExactly(new Delivery("log", "10-1", 12, event, 99));
    }
}
