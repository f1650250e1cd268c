package io.millrace.delivery;

import java.io.Serializable;
import java.util.List;

/**
 * The flows whose documents can have the same addresses in one sink, so that one {@link Owner}
 * decides among them.
 *
 * @param flows in the order in which they prevail: of several that make a document of the same
 *     change, the last one has it
 */
public record Company(List<String> flows) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Of a flow that shares with none. */
    static final int NONE = 0;

    public Company {
        flows = List.copyOf(flows);
    }

    /** Tells companies apart in state, whatever the order of their flows. */
    int number() {
        return flows.size() < 2 ? NONE : flows.stream().sorted().toList().hashCode();
    }

    boolean has(String flow) {
        return flows.contains(flow);
    }

    /** Whether the one has what both make of one change. */
    boolean prevails(String flow, String over) {
        return flows.indexOf(flow) > flows.indexOf(over);
    }
}
