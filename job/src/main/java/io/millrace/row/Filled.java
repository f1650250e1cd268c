package io.millrace.row;

import io.millrace.change.Gaps;
import io.millrace.change.Json;

/** A record, and what it lacks still. */
record Filled(Json record, Gaps gaps) {}
