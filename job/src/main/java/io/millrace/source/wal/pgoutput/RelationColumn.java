package io.millrace.source.wal.pgoutput;

/**
 * A column of a table as the log sends it.
 *
 * @param identity whether it is part of the replica identity; each column is under {@link
 *     ReplicaIdentity#FULL}
 * @param typeId the type's {@code pg_type.oid}
 * @param typeModifier {@code pg_attribute.atttypmod}, -1 for none
 */
public record RelationColumn(boolean identity, String name, long typeId, int typeModifier) {}
