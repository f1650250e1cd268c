/** The types of columns as the catalog has them, and what writes their values as JSON. */
package io.millrace.source.wal.type;
