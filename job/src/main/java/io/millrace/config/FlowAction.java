package io.millrace.config;

import java.util.Locale;

/** The actions that a flow can leave out. */
public enum FlowAction {
    INSERT,
    UPDATE,
    DELETE;

    /** As it is written in a pipeline file. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
