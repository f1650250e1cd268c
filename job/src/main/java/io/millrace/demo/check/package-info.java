/** Checks an index against the table that it should mirror: how equal it is, and how soon. */
package io.millrace.demo.check;
