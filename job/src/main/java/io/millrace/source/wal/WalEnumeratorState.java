package io.millrace.source.wal;

import java.util.Optional;

/**
 * @param unassigned the split, while no reader has it; a split that a reader has is in its state
 */
record WalEnumeratorState(Optional<WalSplit> unassigned) {}
