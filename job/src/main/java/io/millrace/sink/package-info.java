/** Sink tables: Flink SQL connectors that take a flow's documents. */
package io.millrace.sink;
