/** Functions for the definitions of a pipeline: {@code CREATE FUNCTION slug AS '…SlugFunction'}. */
package io.millrace.udf;
