/** SQL functions that give values the form in which search engines want them. */
package io.millrace.udf.value;
