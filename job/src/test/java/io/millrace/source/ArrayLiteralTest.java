package io.millrace.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArrayLiteralTest {
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
    void isTheListThatToJsonbWrites(String literal, String json) {
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
                .hasMessage("Not an array of Postgres's, at character " + position);
    }

    private static String toJson(String literal) {
        return ArrayLiteral.toJson(
                literal, (text, json) -> json.append('<').append(text).append('>'));
    }
}
