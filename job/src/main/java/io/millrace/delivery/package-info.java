/** Decides what a sink is to do about a row's change. */
package io.millrace.delivery;
