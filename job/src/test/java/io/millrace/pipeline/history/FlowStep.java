package io.millrace.pipeline.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** What a session may do next, each with how often. */
public enum FlowStep {
    BEGIN(14),
    COMMIT(12),
    ROLL_BACK(2),
    SAVEPOINT(6),
    ROLL_BACK_TO_SAVEPOINT(6),
    RELEASE_SAVEPOINT(5),
    PREPARE(4),
    COMMIT_PREPARED(6),
    ROLL_BACK_PREPARED(3),
    INSERT(16),
    UPSERT(8),
    UPDATE(24),
    UPDATE_TO_THE_SAME(4),
    UPDATE_TWICE(3),
    CHANGE_KEYS(6),
    NEGATE_KEYS(2),
    DELETE(8),
    DELETE_AND_INSERT(6),
    BLOCK(4),
    HAND_OVER(8),
    ROTATE(6),
    TRUNCATE(1),
    TRUNCATE_ALL(1),
    TRUNCATE_AND_INSERT(1),
    VACUUM(1),
    SWITCH_IDENTITY(3);

    private static final List<FlowStep> WEIGHTED = weighted();

    private final int weight;

    FlowStep(int weight) {
        this.weight = weight;
    }

    /** Those that no run does without, however short. */
    public static Set<FlowStep> frequent() {
        return Arrays.stream(values())
                .filter(step -> step.weight >= 8)
                .collect(Collectors.toUnmodifiableSet());
    }

    static FlowStep any(Random random) {
        return WEIGHTED.get(random.nextInt(WEIGHTED.size()));
    }

    private static List<FlowStep> weighted() {
        List<FlowStep> all = new ArrayList<>();
        for (FlowStep step : values()) {
            for (int i = 0; i < step.weight; i++) {
                all.add(step);
            }
        }
        return all;
    }
}
