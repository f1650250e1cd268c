/** The readers of a backfill: pages of chunks, read on a thread of their own and then emitted. */
package io.millrace.backfill.read;
