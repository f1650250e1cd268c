package io.millrace.demo.shop;

/**
 * What a workload has committed.
 *
 * @param rolledBack transactions whose changes count nowhere
 */
public record WorkloadCounts(
        long inserts,
        long updates,
        long deletes,
        long keyChanges,
        long transactions,
        long rolledBack) {
    static final WorkloadCounts NONE = new WorkloadCounts(0, 0, 0, 0, 0, 0);

    public long changes() {
        return inserts + updates + deletes + keyChanges;
    }

    WorkloadCounts plus(WorkloadCounts other) {
        return new WorkloadCounts(
                inserts + other.inserts,
                updates + other.updates,
                deletes + other.deletes,
                keyChanges + other.keyChanges,
                transactions + other.transactions,
                rolledBack + other.rolledBack);
    }
}
