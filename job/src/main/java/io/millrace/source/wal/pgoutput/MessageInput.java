package io.millrace.source.wal.pgoutput;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Reads the fields of one message in their order, never beyond its end. */
final class MessageInput {
    private final byte[] bytes;
    private final ByteBuffer fields;
    private final int begin;
    private final int end;
    private int offset;

    MessageInput(ByteBuffer message) {
        int size = message.remaining();
        if (message.hasArray()) {
            bytes = message.array();
            begin = message.arrayOffset() + message.position();
        } else {
            bytes = new byte[size];
            message.duplicate().get(bytes);
            begin = 0;
        }
        fields = ByteBuffer.wrap(bytes).order(ByteOrder.BIG_ENDIAN);
        offset = begin;
        end = begin + size;
    }

    /** The array that {@link #offset} points into. */
    byte[] bytes() {
        return bytes;
    }

    int offset() {
        return offset;
    }

    byte int8() {
        return bytes[advance(Byte.BYTES)];
    }

    int unsigned16() {
        return Short.toUnsignedInt(fields.getShort(advance(Short.BYTES)));
    }

    int int32() {
        return fields.getInt(advance(Integer.BYTES));
    }

    long unsigned32() {
        return Integer.toUnsignedLong(int32());
    }

    long int64() {
        return fields.getLong(advance(Long.BYTES));
    }

    /** A count of bytes that are still there. */
    int length() {
        int length = notNegative("length");
        requireBytes(length);
        return length;
    }

    int count() {
        return notNegative("count");
    }

    /** Text that ends with a zero byte. */
    String text() {
        int start = offset;
        while (int8() != 0) {
            // The next byte may be the last.
        }
        return new String(bytes, start, offset - 1 - start, StandardCharsets.UTF_8);
    }

    void skip(int count) {
        advance(count);
    }

    void requireBytes(int count) {
        if (count > end - offset) {
            throw malformed((end - offset) + " bytes are left where " + count + " belong", offset);
        }
    }

    void requireEnd() {
        if (offset != end) {
            throw malformed((end - offset) + " bytes are left over", offset);
        }
    }

    /** What to say of the byte that has just been read. */
    MalformedMessageException unexpected(String problem) {
        return malformed(problem, offset - 1);
    }

    private MalformedMessageException malformed(String problem, int place) {
        return new MalformedMessageException(kind(), place - begin, problem);
    }

    private int notNegative(String meaning) {
        int number = int32();
        if (number < 0) {
            throw malformed("a " + meaning + " of " + number, offset - Integer.BYTES);
        }
        return number;
    }

    private int advance(int count) {
        requireBytes(count);
        int start = offset;
        offset += count;
        return start;
    }

    private String kind() {
        return begin == end ? "an empty message" : MessageKind.describe(bytes[begin]);
    }
}
