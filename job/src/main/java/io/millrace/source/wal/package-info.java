/**
 * The reader of our own: {@code pgoutput} from a replication slot, exactly once up to the source's
 * output.
 */
package io.millrace.source.wal;
