/** SQL functions over texts. */
package io.millrace.udf.text;
