package io.millrace.row;

import static io.millrace.row.LatestRowHarness.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.change.Action;
import io.millrace.change.Gaps;
import io.millrace.change.Origin;
import io.millrace.change.Position;
import io.millrace.change.RowChange;
import io.millrace.change.RowKey;
import io.millrace.change.TableName;
import io.millrace.change.VersionedChange;
import io.millrace.config.RowImages;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;
import org.junit.jupiter.api.Test;

/** State that earlier versions wrote is restored. */
class LatestRowMigrationTest {
    /**
     * Written by {@code LatestRow} as a {@code KeyedProcessFunction} with the row state's version 2
     * (commit 2b5c30a), at the time 0: the rows 1 to 20 of public.products came at 1000, then 1 was
     * updated and 2 deleted at 2000.
     */
    @Test
    void theStateOfTheFormerFunctionIsRestored() throws Exception {
        Path written = Path.of(getClass().getResource("latest-row-2.snapshot").toURI());
        OperatorSubtaskState state = OperatorSnapshotUtil.readStateHandle(written.toString());
        try (LatestRowHarness harness =
                LatestRowHarness.setup()
                        .backend(new HashMapStateBackend())
                        .images(RowImages.AUTO)
                        .maxParallelism(128)
                        .restore(state)) {
            assertThat(harness.rowsKept()).isEqualTo(20);
            assertThat(harness.timers()).isEqualTo(1);

            harness.process(
                    change(Action.UPDATE, "1", new Position(2000, 1)),
                    change(Action.INSERT, "20", new Position(1000, 20)));
            assertThat(harness.passed()).isEmpty();

            RowChange update = change(Action.UPDATE, "1", new Position(2000, 3));
            harness.process(update);
            assertThat(harness.passed()).containsExactly(new VersionedChange(update, 2001));
            harness.process(
                    new RowChange(
                            Action.DELETE,
                            update.key(),
                            json("{'id':1}"),
                            Gaps.IDENTITY_ONLY,
                            null,
                            origin(new Position(2000, 4))));
            assertThat(harness.passed().get(0).change().record())
                    .as("its image is kept from now on")
                    .isEqualTo(update.record());

            harness.time(LatestRowHarness.RETENTION.toMillis());
            assertThat(harness.rowsKept()).as("the tombstone of then has expired").isEqualTo(18);
        }
    }

    private static RowChange change(Action action, String id, Position position) {
        return RowChange.of(
                action,
                RowKey.of(new TableName("public", "products"), List.of(id)),
                json("{'id':" + id + ",'v':'x'}"),
                origin(position));
    }

    private static Origin origin(Position position) {
        return new Origin(position, 7, 0, null);
    }
}
