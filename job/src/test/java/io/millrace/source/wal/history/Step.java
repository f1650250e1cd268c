package io.millrace.source.wal.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What a session may do next, each with how often. */
public enum Step {
    BEGIN(14),
    COMMIT(12),
    ROLL_BACK(2),
    SAVEPOINT(6),
    ROLL_BACK_TO_SAVEPOINT(6),
    RELEASE_SAVEPOINT(5),
    PREPARE(4),
    COMMIT_PREPARED(8),
    ROLL_BACK_PREPARED(5),
    INSERT(14),
    COPY(2),
    UPSERT(6),
    MERGE(3),
    UPDATE(14),
    CHANGE_KEYS(4),
    NEGATE_KEYS(2),
    DELETE(5),
    BLOCK(4),
    TRUNCATE(1),
    TRUNCATE_ALL(1),
    VACUUM(1),
    SET_DEFAULT(2),
    SWITCH_IDENTITY(3),
    ADD_LABEL(1),
    RENAME_LABEL(1),
    RENAME_ATTRIBUTE(2),
    ADD_COLUMN(4),
    ADD_GENERATED(1),
    ADD_COLUMN_OF_NEW_TYPE(2),
    DROP_COLUMN(3),
    RENAME_COLUMN(3),
    ALTER_TYPE(3),
    ALTER_KEY_TYPE(2),
    RENAME_AND_BACK(1),
    RENAME_AND_CHANGE(2),
    MAKE_ANEW(2);

    private static final List<Step> WEIGHTED = weighted();

    private final int weight;

    Step(int weight) {
        this.weight = weight;
    }

    static Step any(Random random) {
        return WEIGHTED.get(random.nextInt(WEIGHTED.size()));
    }

    /** Whether a row is another by it that no statement has changed. */
    boolean altersRows() {
        return ordinal() >= ADD_COLUMN.ordinal() && this != MAKE_ANEW;
    }

    private static List<Step> weighted() {
        List<Step> all = new ArrayList<>();
        for (Step step : values()) {
            for (int i = 0; i < step.weight; i++) {
                all.add(step);
            }
        }
        return all;
    }
}
