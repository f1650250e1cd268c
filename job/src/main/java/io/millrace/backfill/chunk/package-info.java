/** Parts of tables that are read one by one, and what a reader and the enumerator tell of them. */
package io.millrace.backfill.chunk;
