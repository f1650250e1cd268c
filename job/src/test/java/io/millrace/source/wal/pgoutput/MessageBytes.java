package io.millrace.source.wal.pgoutput;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A message of the protocol, field by field. */
final class MessageBytes {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    static MessageBytes of(char kind) {
        return new MessageBytes().int8(kind);
    }

    MessageBytes int8(int value) {
        bytes.write(value);
        return this;
    }

    MessageBytes int16(int value) {
        bytes.writeBytes(ByteBuffer.allocate(2).putShort((short) value).array());
        return this;
    }

    MessageBytes int32(long value) {
        bytes.writeBytes(ByteBuffer.allocate(4).putInt((int) value).array());
        return this;
    }

    MessageBytes int64(long value) {
        bytes.writeBytes(ByteBuffer.allocate(8).putLong(value).array());
        return this;
    }

    MessageBytes text(String text) {
        bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        return int8(0);
    }

    /** A length, and the bytes. */
    MessageBytes counted(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        int32(utf8.length);
        bytes.writeBytes(utf8);
        return this;
    }

    /** Columns in text form; null stands for NULL. */
    MessageBytes tuple(String... columns) {
        int16(columns.length);
        for (String column : columns) {
            if (column == null) {
                int8('n');
            } else {
                int8('t').counted(column);
            }
        }
        return this;
    }

    byte[] array() {
        return bytes.toByteArray();
    }

    PgoutputMessage decode() {
        return MessageDecoder.decode(ByteBuffer.wrap(array()));
    }
}
