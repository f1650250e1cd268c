package io.millrace.backfill;

import io.millrace.backfill.Correspondence.Answer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which backfills of the control table are to be taken on, and which are to be requested since
 * their flow or table is new. A flow that was left out for a while is new again.
 */
final class NewBackfills {
    private final List<BackfillRequest> wanted;
    private final Set<FlowTable> initial = new HashSet<>();
    private final Set<FlowTable> requesting = new HashSet<>();
    private final Set<Long> ended = new HashSet<>();
    private final boolean restored;
    private long newestId;
    private boolean answered;

    NewBackfills(List<BackfillRequest> wanted, BackfillState state) {
        this.wanted = wanted;
        this.restored = !state.equals(BackfillState.NEW);
        this.newestId = state.newestId();
        initial.addAll(state.initial());
        initial.retainAll(
                wanted.stream().map(BackfillRequest::flowTable).collect(Collectors.toSet()));
    }

    long newestId() {
        return newestId;
    }

    /** What is not new any more. */
    Set<FlowTable> initial() {
        return initial;
    }

    /** Whether all that is initial has been taken on. */
    boolean isComplete() {
        return answered && wanted.stream().allMatch(one -> initial.contains(one.flowTable()));
    }

    /** One that was open is not to be taken on again, even if the table is not told yet. */
    void ended(long id) {
        ended.add(id);
    }

    /** Those of an answer that are to be taken on. */
    List<Backfill> of(Answer answer, OpenBackfills open) {
        List<Backfill> taken = new ArrayList<>();
        long newest = newestId;
        for (Backfill row : answer.rows()) {
            newest = Math.max(newest, row.id());
            if (open.find(row.id()).isEmpty() && !ended.contains(row.id()) && isNew(row)) {
                taken.add(row);
                if (row.request().reason() == BackfillReason.INITIAL) {
                    notNew(row.request().flowTable());
                }
            }
        }
        newestId = newest;
        return taken;
    }

    /**
     * Ids are not always committed in their order, but one that is requested was never begun. What
     * is begun or finished, and yet not known to a state that is restored, was done by a run that
     * went on from there: what it has read is not in this state.
     */
    private boolean isNew(Backfill row) {
        boolean unseen = row.id() > newestId;
        return switch (row.phase()) {
            case REQUESTED -> true;
            case RUNNING, PAUSED -> unseen;
            case FINISHED -> unseen && restored && !answered;
            case FAILED, CANCELLED -> false;
        };
    }

    /** Those that are to be requested now. */
    List<BackfillRequest> toRequest(Answer answer) {
        answered = true;
        answer.requested().forEach(this::notNew);
        requesting.removeAll(answer.requested());
        List<BackfillRequest> missing =
                wanted.stream()
                        .filter(one -> !initial.contains(one.flowTable()))
                        .filter(one -> !requesting.contains(one.flowTable()))
                        .toList();
        missing.forEach(one -> requesting.add(one.flowTable()));
        return missing;
    }

    private void notNew(FlowTable flowTable) {
        if (wanted.stream().anyMatch(one -> one.flowTable().equals(flowTable))) {
            initial.add(flowTable);
        }
    }
}
