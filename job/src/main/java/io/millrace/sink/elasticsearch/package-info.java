/** The {@code elasticsearch} table connector. */
package io.millrace.sink.elasticsearch;
