package io.millrace.change;

import static io.millrace.testing.SerializerAssertions.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompactNumbersTest {
    @ParameterizedTest
    @CsvSource({
        "0, 00",
        "1, 01",
        "127, 7f",
        "128, 8001",
        "300, ac02",
        "16383, ff7f",
        "16384, 808001",
        "9223372036854775807, ffffffffffffffff7f",
        "-1, ffffffffffffffffff01"
    })
    void smallNumbersTakeFewBytes(long number, String hex) throws IOException {
        assertThat(HexFormat.of().formatHex(written(number))).isEqualTo(hex);
        assertThat(CompactNumbers.read(input(HexFormat.of().parseHex(hex)))).isEqualTo(number);
    }

    @Property
    void everyNumberComesBack(@ForAll long number) throws IOException {
        assertThat(CompactNumbers.read(input(written(number)))).isEqualTo(number);
    }

    @Test
    void whatGoesOnForTooLongIsRefused() {
        byte[] damaged = HexFormat.of().parseHex("ffffffffffffffffffff01");

        assertThatThrownBy(() -> CompactNumbers.read(input(damaged)))
                .isInstanceOf(IOException.class)
                .hasMessage("A number of more than 64 bits: the data is damaged");
    }

    private static byte[] written(long number) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CompactNumbers.write(number, new DataOutputViewStreamWrapper(bytes));
        return bytes.toByteArray();
    }
}
