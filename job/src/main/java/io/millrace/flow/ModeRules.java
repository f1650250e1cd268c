package io.millrace.flow;

import io.millrace.change.Document;
import io.millrace.change.VersionedChange;
import java.util.List;
import java.util.Optional;

/** What a flow's mode makes of the changes that it takes. */
interface ModeRules {
    /**
     * The documents that there are to be of the change's row, or where they would be; empty if the
     * change is nothing to this mode.
     *
     * @param table that has been turned to the change
     */
    Optional<List<Document>> documents(VersionedChange change, RunningTable table)
            throws StepFailedException, InterruptedException;
}
