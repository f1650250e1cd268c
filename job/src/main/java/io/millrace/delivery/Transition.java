package io.millrace.delivery;

import io.millrace.change.Action;
import io.millrace.change.Address;
import io.millrace.change.Document;
import io.millrace.change.Evaluation;
import io.millrace.change.Json;
import io.millrace.change.RowKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * From what the sink holds of a row to what it is to hold.
 *
 * @param steps in this order: what goes, then what comes
 * @param holdings what the sink holds afterwards; null where that need not be remembered
 */
record Transition(List<Step> steps, @Nullable Holdings holdings) {

    /**
     * Where a flow names one address twice, its last document with content counts.
     *
     * @param before null where the past is not known
     */
    static Transition of(@Nullable Holdings before, Evaluation evaluation, Standing standing) {
        return before != null && isInPlace(before.documents(), evaluation)
                ? rewritten(before, evaluation, standing)
                : moved(before, evaluation, standing);
    }

    /** Whether a row's only document stays where it is, as it mostly does. */
    private static boolean isInPlace(List<Held> held, Evaluation evaluation) {
        return held.size() == 1
                && evaluation.documents().size() == 1
                && evaluation.documents().get(0).content() != null
                && held.get(0).isAt(evaluation.key(), evaluation.documents().get(0));
    }

    private static Transition rewritten(Holdings before, Evaluation evaluation, Standing standing) {
        Held held = before.documents().get(0);
        Json content = evaluation.documents().get(0).content();
        ContentHash hash = standing.hash(content, evaluation.action());
        boolean same = hash.equals(held.hash());
        return new Transition(
                same && !hash.equals(ContentHash.UNSURE)
                        ? List.of()
                        : List.of(new Step(held.address(evaluation.key()), content)),
                same ? before : new Holdings(List.of(new Held(held.route(), held.id(), hash))));
    }

    private static Transition moved(
            @Nullable Holdings before, Evaluation evaluation, Standing standing) {
        RowKey row = evaluation.key();
        Action action = evaluation.action();
        Map<Address, Json> wanted = wanted(evaluation.documents());
        Map<Address, ContentHash> known = before == null ? Map.of() : before.hashes(row);
        List<Step> steps = new ArrayList<>(1);
        for (Address address : leftOver(before, known, evaluation, standing)) {
            if (!wanted.containsKey(address)) {
                steps.add(new Step(address, null));
            }
        }
        List<Held> held = new ArrayList<>(wanted.size());
        wanted.forEach(
                (address, content) -> {
                    ContentHash hash = standing.hash(content, action);
                    if (hash.equals(ContentHash.UNSURE) || !hash.equals(known.get(address))) {
                        steps.add(new Step(address, content));
                    }
                    held.add(Held.of(row, address, hash));
                });
        return new Transition(steps, remembered(before, action, held, standing));
    }

    private static Map<Address, Json> wanted(List<Document> documents) {
        Map<Address, Json> wanted = new LinkedHashMap<>();
        for (Document document : documents) {
            if (document.content() != null) {
                wanted.put(new Address(document.route(), document.id()), document.content());
            }
        }
        return wanted;
    }

    /** Where documents are, or, if the past is not known, may be. */
    private static Set<Address> leftOver(
            @Nullable Holdings before,
            Map<Address, ContentHash> known,
            Evaluation evaluation,
            Standing standing) {
        boolean open =
                before == null
                        ? hadPast(evaluation.action())
                        : before.leaveOpen(standing.company());
        if (!open) {
            return known.keySet();
        }
        Set<Address> suspected = new LinkedHashSet<>();
        for (Document document : evaluation.documents()) {
            if (document.content() == null) {
                suspected.add(new Address(document.route(), document.id()));
            }
        }
        return suspected;
    }

    /**
     * A row without documents is remembered once it has changed, so that its next change need not
     * delete what is not there; a row that is gone is not.
     */
    @Nullable
    private static Holdings remembered(
            @Nullable Holdings before, Action action, List<Held> held, Standing standing) {
        if (!held.isEmpty()) {
            return new Holdings(held);
        }
        boolean rowIsGone = action == Action.DELETE || action == Action.TRUNCATE;
        return rowIsGone || before == null && !hadPast(action)
                ? null
                : Holdings.nothing(standing.company());
    }

    /** Whether there may be documents from before the state began. */
    private static boolean hadPast(Action action) {
        return action != Action.INSERT && action != Action.READ;
    }
}
