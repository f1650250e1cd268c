/** Reads the rows that tables have, beside the stream of their changes. */
package io.millrace.backfill;
