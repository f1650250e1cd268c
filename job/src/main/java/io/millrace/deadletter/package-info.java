/** Keeps what could not be delivered, in a table of the source's database. */
package io.millrace.deadletter;
