package io.millrace.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.change.Address;
import io.millrace.change.Delivery;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a sink makes of deliveries. */
final class Sent {
    private Sent() {}

    /** What it holds after them; fails where a version does not grow. */
    static Map<Address, String> held(List<Delivery> deliveries) {
        Map<Address, Long> versions = new HashMap<>();
        Map<Address, String> held = new HashMap<>();
        for (Delivery delivery : deliveries) {
            Address address = new Address(delivery.route(), delivery.id());
            Long before = versions.put(address, delivery.version());
            assertThat(delivery.version())
                    .as("version at %s", address)
                    .isGreaterThan(before == null ? 0 : before);
            if (delivery.isDelete()) {
                held.remove(address);
            } else {
                held.put(address, delivery.document().toString());
            }
        }
        return held;
    }
}
