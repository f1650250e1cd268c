package io.millrace.source;

/** How a pipeline begins, as far as its slot is concerned. */
public enum SlotStart {
    /** There is no state: the slot must not be there yet, and is created. */
    FIRST,
    /** State and slot of an earlier run are given up: the slot is created anew. */
    FRESH,
    /** There is state: the slot that goes with it must still be there. */
    RESUME
}
