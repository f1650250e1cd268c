/** The reader that goes through Flink CDC and Debezium. */
package io.millrace.source.cdc;
