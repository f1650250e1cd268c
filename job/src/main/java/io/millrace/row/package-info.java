/** Keeps each row's changes in order. */
package io.millrace.row;
