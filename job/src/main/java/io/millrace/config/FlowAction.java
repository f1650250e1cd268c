package io.millrace.config;

/** The actions that a flow can leave out. */
public enum FlowAction {
    INSERT,
    UPDATE,
    DELETE
}
