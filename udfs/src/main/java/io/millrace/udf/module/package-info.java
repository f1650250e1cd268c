/** How Flink SQL comes by the functions. */
package io.millrace.udf.module;
