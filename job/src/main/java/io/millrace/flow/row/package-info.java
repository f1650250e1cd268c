/** A change as a row of Flink's, whose columns are read from its JSON when they are asked for. */
package io.millrace.flow.row;
