package io.millrace.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.change.Action;
import io.millrace.change.Claim;
import io.millrace.change.Delivery;
import io.millrace.change.Holder;
import io.millrace.change.Json;
import io.millrace.change.Position;
import io.millrace.change.RowKey;
import io.millrace.change.TableName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.contrib.streaming.state.EmbeddedRocksDBStateBackend;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GroupOrderTest {
    private KeyedOneInputStreamOperatorTestHarness<String, Claim, Claim> harness;

    static List<StateBackend> backends() {
        return List.of(new HashMapStateBackend(), new EmbeddedRocksDBStateBackend());
    }

    @BeforeEach
    void openWithoutState() throws Exception {
        open(new HashMapStateBackend(), null);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void claimsWaitUntilAllThatCommittedBeforeThemHasCome() throws Exception {
        Claim first = claim("g", "a", 10, 1);
        Claim second = claim("g", "b", 20, 1);
        Claim third = claim("g", "a", 30, 1);

        process(third, first);
        harness.processWatermark(9);
        assertThat(sent()).isEmpty();
        process(second);
        harness.processWatermark(10);
        assertThat(sent()).containsExactly(first);
        harness.processWatermark(29);
        assertThat(sent()).containsExactly(first, second);
        harness.processWatermark(30);

        assertThat(sent()).containsExactly(first, second, third);
        assertThat(groupsKept()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    @Test
    void oneWatermarkReleasesManyCommitsInTheirOrder() throws Exception {
        List<Claim> ordered = new ArrayList<>();
        for (int commit = 1; commit <= 20; commit++) {
            for (int index = 1; index <= 10; index++) {
                ordered.add(claim("g", "row" + index % 4, commit * 10, index));
            }
        }
        List<Claim> shuffled = new ArrayList<>(ordered);
        Collections.shuffle(shuffled, new Random(7));

        process(shuffled.toArray(Claim[]::new));
        harness.processWatermark(1000);

        assertThat(sent()).isEqualTo(ordered);
    }

    @Test
    void noneOfTheClaimsAtOnePositionIsLost() throws Exception {
        List<Claim> truncated = new ArrayList<>();
        for (int row = 0; row < 50; row++) {
            truncated.add(claim("g", "row" + row, 10, 1));
        }
        truncated.add(step(truncated.get(0), 2));
        truncated.add(step(truncated.get(0), 1));

        process(truncated.toArray(Claim[]::new));
        harness.processWatermark(10);

        assertThat(sent()).containsExactlyInAnyOrderElementsOf(truncated);
        assertThat(sent().stream().filter(claim -> claim.holder().row().id().equals("row0")))
                .extracting(Claim::step)
                .containsExactly(0, 1, 2);
    }

    @Test
    void whatComesBehindTheWatermarkDoesNotWait() throws Exception {
        harness.processWatermark(100);
        Claim read = claim("g", "a", 50, 0);

        process(read);

        assertThat(sent()).containsExactly(read);
        assertThat(groupsKept()).isZero();
    }

    @Test
    void groupsHaveOrdersOfTheirOwn() throws Exception {
        Claim ofOne = claim("one", "a", 20, 1);
        Claim ofAnother = claim("another", "b", 10, 1);
        process(ofOne, ofAnother);
        assertThat(groupsKept()).isEqualTo(2);

        harness.processWatermark(20);

        assertThat(sent()).containsExactlyInAnyOrder(ofOne, ofAnother);
    }

    @ParameterizedTest
    @MethodSource("backends")
    void whatWaitsOutlivesARestart(StateBackend backend) throws Exception {
        harness.close();
        open(backend, null);
        Claim first = claim("g", "a", 110, 1);
        Claim second = claim("g", "b", 120, 1);
        Claim third = claim("g", "a", 120, 2);
        harness.processWatermark(100);
        process(third, first);
        OperatorSubtaskState state = harness.snapshot(1, 0);
        harness.close();

        open(backend, state);
        process(second);
        harness.processWatermark(105);
        assertThat(sent()).isEmpty();
        harness.processWatermark(115);
        assertThat(sent()).containsExactly(first);
        harness.processWatermark(120);

        assertThat(sent()).containsExactly(first, second, third);
        assertThat(groupsKept()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    private void open(StateBackend backend, OperatorSubtaskState restored) throws Exception {
        harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new GroupOrder<>()), Claim::group, Types.STRING);
        harness.setStateBackend(backend);
        harness.setup();
        if (restored != null) {
            harness.initializeState(restored);
        }
        harness.open();
    }

    private void process(Claim... claims) throws Exception {
        for (Claim claim : claims) {
            harness.processElement(claim, 0);
        }
    }

    private List<Claim> sent() {
        return harness.extractOutputValues();
    }

    private long groupsKept() {
        return ((AbstractStreamOperator<?>) harness.getOperator())
                .getKeyedStateBackend()
                .getKeys("waiting", VoidNamespace.INSTANCE)
                .count();
    }

    private static Claim claim(String group, String row, long lsn, long index) {
        return new Claim(
                new Holder("flow", new RowKey(new TableName("public", "t"), row)),
                Action.UPDATE,
                new Position(lsn, index),
                0,
                group,
                Delivery.upsert(row, lsn, Json.of(Long.toString(index)), 0));
    }

    private static Claim step(Claim claim, int step) {
        return new Claim(
                claim.holder(),
                claim.action(),
                claim.position(),
                step,
                claim.group(),
                claim.delivery());
    }
}
