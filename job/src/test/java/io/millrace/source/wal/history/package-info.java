/** Random histories of tables, carried out on a real server, which keeps the account of them. */
package io.millrace.source.wal.history;
