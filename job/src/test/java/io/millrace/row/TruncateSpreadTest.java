package io.millrace.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.change.Action;
import io.millrace.change.Json;
import io.millrace.change.Origin;
import io.millrace.change.Position;
import io.millrace.change.RowChange;
import io.millrace.change.RowKey;
import io.millrace.change.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TruncateSpreadTest {
    private static final TableName TABLE = new TableName("public", "products");
    private static final Origin ORIGIN = new Origin(new Position(100, 1), 7, 5, Json.of("{}"));

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 128, 1000})
    void aTruncateIsCopiedOnceForEachKeyGroup(int maxParallelism) {
        List<RowChange> copies = spread(maxParallelism, RowChange.truncate(TABLE, ORIGIN));

        assertThat(copies)
                .extracting(
                        copy ->
                                KeyGroupRangeAssignment.assignToKeyGroup(
                                        copy.key(), maxParallelism))
                .containsExactlyElementsOf(IntStream.range(0, maxParallelism).boxed().toList());
        assertThat(copies)
                .allSatisfy(
                        copy -> {
                            assertThat(copy.action()).isEqualTo(Action.TRUNCATE);
                            assertThat(copy.key().table()).isEqualTo(TABLE);
                            assertThat(TruncateKeys.isOne(copy.key())).isTrue();
                            assertThat(copy.origin()).isEqualTo(ORIGIN);
                        });
        assertThat(copies)
                .filteredOn(copy -> TruncateKeys.isWithTable(copy.key(), maxParallelism))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "1,2", " "})
    void everythingElsePasses(String id) {
        RowChange change =
                RowChange.of(Action.DELETE, new RowKey(TABLE, id), Json.of("{}"), ORIGIN);

        assertThat(spread(128, change)).containsExactly(change);
        assertThat(TruncateKeys.isOne(change.key())).isFalse();
    }

    private static List<RowChange> spread(int maxParallelism, RowChange change) {
        List<RowChange> out = new ArrayList<>();
        new TruncateSpread(maxParallelism).flatMap(change, new ListCollector<>(out));
        return out;
    }
}
