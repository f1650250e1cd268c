/** Rows of the log, made into records and keys. */
package io.millrace.source.wal.row;
