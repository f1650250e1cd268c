/** The protocol {@code pgoutput}: the bytes of Postgres's log messages, made into records. */
package io.millrace.source.wal.pgoutput;
