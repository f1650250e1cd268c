package io.millrace.pipeline;

/** The log has of an old row only its key, and nothing of long values that stay. */
class WalKeyFlowIT extends WalFlowIT {
    @Override
    String replicaIdentity() {
        return "DEFAULT";
    }
}
