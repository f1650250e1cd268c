/** Random histories of rows for a pipeline of many flows, which fails now and then meanwhile. */
package io.millrace.pipeline.history;
