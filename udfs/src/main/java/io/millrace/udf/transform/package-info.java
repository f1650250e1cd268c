/** Transforms ready to use: {@code transform: {class: io.millrace.udf.transform.Pick, …}}. */
package io.millrace.udf.transform;
