package io.millrace.sink.writer;

import java.io.Serializable;

/** Travels to where the documents are written, and opens their target there. */
@FunctionalInterface
public interface TargetFactory extends Serializable {
    /** Opens the target; must not wait for it. */
    Target open();
}
