package io.millrace.udf.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextFunctionsTest {
    @ParameterizedTest
    @CsvSource({
        "Ångström, Angstrom",
        "Łódź đ ı, Lodz d i",
        "naïve ﬁ, naive ﬁ",
        "Чай зелёный, Чай зелёный",
        "'', ''",
        "straße, straße",
        "o\u0308\u0304x, ox",
    })
    void stripAccentsLeavesPlainLatinLetters(String text, String expected) {
        assertThat(new StripAccentsFunction().eval(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "' a\t\n b\u00a0 ', a b",
        "'\u2003\u3000a', a",
        "'', ''",
        "' \u00a0', ''",
        "a b, a b",
    })
    void normalizeWhitespaceLeavesSingleSpacesBetweenWords(String text, String expected) {
        assertThat(new NormalizeWhitespaceFunction().eval(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"' a ', ' a '", "'',", "' \u00a0\t',"})
    void blankToNullLeavesTextsWithWords(String text, String expected) {
        assertThat(new BlankToNullFunction().eval(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "abcdef, 6, abcdef",
        "abcdef, 5, abcd…",
        "abcdef, 1, …",
        "'ab cd', 4, ab…",
        "🧀🧀🧀, 3, 🧀🧀🧀",
        "🧀🧀🧀🧀, 3, 🧀🧀…",
        "'', 1, ''",
    })
    void truncateTextCountsCodePoints(String text, int length, String expected) {
        assertThat(new TruncateTextFunction().eval(text, length)).isEqualTo(expected);
    }

    @Test
    void truncateTextNeedsRoomForTheEllipsis() {
        assertThatThrownBy(() -> new TruncateTextFunction().eval("a", 0))
                .hasMessage("TRUNCATE_TEXT cannot make a text of 0 characters");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plain text             | plain text",
                "<p>a</p><p>b</p>       | a b",
                "a<br>b                 | a b",
                "<b>a</b>b              | ab",
                "&lt;b&gt; &eacute;&nbsp;! | <b> é !",
                "a <!-- b --> c         | a c",
                "<style>p {}</style>a   | a",
                "<p>never closed        | never closed",
                "a < b > c              | a < b > c",
                "''                     | ''",
            })
    void htmlToTextGivesWhatABrowserShows(String html, String expected) {
        assertThat(new HtmlToTextFunction().eval(html)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "4111111111111111, 4, 4, 4111********1111",
        "abc, 0, 0, ***",
        "abc, 2, 0, ab*",
        "abc, 1, 2, ***",
        "abc, 2147483647, 2147483647, ***",
        "🧀b🧀, 1, 1, 🧀*🧀",
        "'', 1, 1, ''",
    })
    void maskShowsBothEndsAtMost(String text, int first, int last, String expected) {
        assertThat(new MaskFunction().eval(text, first, last)).isEqualTo(expected);
    }

    @Test
    void maskRefusesNegativeNumbers() {
        assertThatThrownBy(() -> new MaskFunction().eval("a", 1, -1))
                .hasMessage("MASK cannot show -1 characters");
    }

    /** RFC 4231, test cases 1 and 2; the second secret must not meet the first one's state. */
    @Test
    void hmacIsThatOfTheRfc() throws Exception {
        HmacSha256Function hmac = new HmacSha256Function();
        String twentyBytes = "\u000b".repeat(20);

        assertThat(hmac.eval("Hi There", twentyBytes))
                .isEqualTo("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
        assertThat(hmac.eval("what do ya want for nothing?", "Jefe"))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        assertThat(hmac.eval("Hi There", twentyBytes))
                .isEqualTo("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    }

    @Test
    void hmacIsNoPlainHash() throws GeneralSecurityException {
        byte[] plain =
                MessageDigest.getInstance("SHA-256").digest("a".getBytes(StandardCharsets.UTF_8));

        assertThat(new HmacSha256Function().eval("a", "b"))
                .isNotEqualTo(HexFormat.of().formatHex(plain));
        assertThatThrownBy(() -> new HmacSha256Function().eval("a", ""))
                .hasMessage("HMAC_SHA256 was given an empty secret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'a, b ,a'; ','; a|b",
                "' , ,'; ','; ''",
                "''; ','; ''",
                "a::b:c; '::'; a|b:c",
                "a.b; .; a|b",
                "A,a; ','; A|a",
            })
    void splitListGivesTheDifferentParts(String text, String separator, String expected) {
        assertThat(String.join("|", Arrays.asList(new SplitListFunction().eval(text, separator))))
                .isEqualTo(expected);
    }

    @Test
    void splitListNeedsASeparator() {
        assertThatThrownBy(() -> new SplitListFunction().eval("a", ""))
                .hasMessage("SPLIT_LIST was given an empty separator");
    }
}
