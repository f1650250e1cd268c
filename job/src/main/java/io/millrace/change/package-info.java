/**
 * The vocabulary that every stage shares: a row's key, its change, what is delivered, and how each
 * is serialized.
 */
package io.millrace.change;
