package io.millrace.change;

import java.util.Objects;
import javax.annotation.Nullable;

/**
 * What a row wants of a document that is not its alone: others can claim the same address, or share
 * its group's order.
 *
 * @param action of the change behind it
 * @param position of that change
 * @param step counted from 0 among the claims of one change of one holder
 * @param group in which order is kept; null where there are no groups
 * @param delivery what would be sent if nobody else had a claim
 */
public record Claim(
        Holder holder,
        Action action,
        Position position,
        int step,
        @Nullable String group,
        Delivery delivery) {
    public Claim {
        Objects.requireNonNull(holder, "holder");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(position, "position");
        Objects.requireNonNull(delivery, "delivery");
    }

    public Address address() {
        return new Address(delivery.route(), delivery.id());
    }

    /** This claim under another version. */
    public Claim withVersion(long version) {
        Delivery same =
                new Delivery(
                        delivery.route(),
                        delivery.id(),
                        version,
                        delivery.document(),
                        delivery.committedAtMicros());
        return new Claim(holder, action, position, step, group, same);
    }
}
