package io.millrace.source.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.change.JsonBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArrayWriterTest {
    /** Elements are written between angles, to tell them from what the array writes. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = ';',
            value = {
                "{};                          []",
                "{1};                         [<1>]",
                "{1,-2.5,NaN};                [<1>,<-2.5>,<NaN>]",
                "{NULL,1,NULL};               [null,<1>,null]",
                "{null,Null};                 [null,null]",
                "{\"NULL\",\"null\"};         [<NULL>,<null>]",
                "{NULLS};                     [<NULLS>]",
                "{\"\"};                      [<>]",
                "{\"a,b\",\"{x}\",\" \"};     [<a,b>,<{x}>,< >]",
                "{a b};                       [<a b>]",
                "{\"say \\\"hi\\\"\"};        [<say \"hi\">]",
                "{\"back\\\\slash\",\"\\\\\"}; [<back\\slash>,<\\>]",
                "{\"{\\\"a\\\": \\\"b,c\\\"}\"}; [<{\"a\": \"b,c\"}>]",
                "{ключ,\"🍵 чай\"};           [<ключ>,<🍵 чай>]",
                "{{1,2},{3,NULL}};            [[<1>,<2>],[<3>,null]]",
                "{{{1},{2}},{{3},{4}}};       [[[<1>],[<2>]],[[<3>],[<4>]]]",
                "{{\"}\",\"{\"}};             [[<}>,<{>]]",
                "[3:4]={7,8};                 [<7>,<8>]",
                "[-1:0][2:3]={{1,2},{3,4}};   [[<1>,<2>],[<3>,<4>]]",
            })
    void isTheListThatToJsonbWrites(String literal, String json) throws SQLException {
        assertThat(toJson(literal)).isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = ';',
            value = {
                "``; 0",
                "1; 0",
                "[1:2]; 0",
                "[1:2]=1; 6",
                "{; 1",
                "{1; 2",
                "{1,; 3",
                "{1,}; 3",
                "{,1}; 1",
                "{1}}; 3",
                "{1},{2}; 3",
                "{{1}; 4",
                "{{1}2}; 4",
                "{\"a; 3",
                "{\"a\\; 4",
                "{\"a\\\"; 5",
                "{\"a\"b}; 4",
            })
    void anythingElseIsRefusedWithThePlace(String literal, int position) {
        assertThatThrownBy(() -> toJson(literal))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Not an array of Postgres's, at byte " + position);
    }

    private static String toJson(String literal) throws SQLException {
        byte[] text = literal.getBytes(StandardCharsets.UTF_8);
        JsonBuffer json = new JsonBuffer();
        new ArrayWriter(',', ArrayWriterTest::writeBetweenAngles).write(text, 0, text.length, json);
        return json.toString();
    }

    private static void writeBetweenAngles(byte[] text, int from, int to, JsonBuffer json) {
        json.append('<');
        json.append(text, from, to);
        json.append('>');
    }
}
