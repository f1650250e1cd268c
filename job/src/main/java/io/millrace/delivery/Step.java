package io.millrace.delivery;

import io.millrace.change.Address;
import io.millrace.change.Json;
import javax.annotation.Nullable;

/**
 * What is to happen at an address.
 *
 * @param content null where the document goes
 */
record Step(Address address, @Nullable Json content) {}
