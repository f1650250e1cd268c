package io.millrace.delivery;

import io.millrace.change.Claim;
import io.millrace.change.Holder;
import io.millrace.change.Position;
import java.util.Comparator;

/**
 * When a claim's turn comes in its group. No two claims share one: at one position there can be
 * several rows, as when a table is truncated, and several claims of a row.
 */
record Turn(Position position, Holder holder, int step) implements Comparable<Turn> {
    private static final Comparator<Turn> ORDER =
            Comparator.comparing(Turn::position)
                    .thenComparing(turn -> turn.holder.flow())
                    .thenComparing(turn -> turn.holder.row().table())
                    .thenComparing(turn -> turn.holder.row().id())
                    .thenComparingInt(Turn::step);

    static Turn of(Claim claim) {
        return new Turn(claim.position(), claim.holder(), claim.step());
    }

    @Override
    public int compareTo(Turn other) {
        return ORDER.compare(this, other);
    }
}
