/** What a backfill asks of Postgres: sessions, statements, and what their failures mean. */
package io.millrace.backfill.table;
