package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextColumnsTest {
    private final TextColumns columns = new TextColumns(List.of("id", "route", "document"));

    @Test
    void cellsStandUnderTheirHeadings() {
        columns.add(List.of("1", "europe", "{}"));
        columns.add(List.of("1000", "us", "{\"a\": 1}"));
        assertThat(columns.lines(80))
                .containsExactly(
                        "id    route   document", "1     europe  {}", "1000  us      {\"a\": 1}");
    }

    @Test
    void aColumnWithoutAnyTextIsLeftOut() {
        columns.add(List.of("1", "", "{}"));
        assertThat(columns.lines(80)).containsExactly("id  document", "1   {}");
    }

    @Test
    void theLastColumnIsCutToTheWidthThatIsLeft() {
        columns.add(List.of("1", "", "x".repeat(100)));
        columns.add(List.of("2", "", "x".repeat(26)));
        assertThat(columns.lines(30))
                .containsExactly(
                        "id  document", "1   " + "x".repeat(25) + "…", "2   " + "x".repeat(26));
    }

    @Test
    void otherColumnsAreCutWhereTheyAreVeryLongAndLeaveRoomForTheLast() {
        columns.add(List.of("i".repeat(40), "", "x".repeat(100)));
        assertThat(columns.lines(30).get(1))
                .isEqualTo("i".repeat(35) + "…  " + "x".repeat(19) + "…");
    }

    @Test
    void aRemarkIsWholeAndMakesNoColumnWider() {
        columns.add(List.of("1", "us", "{}"));
        columns.addRemark(List.of("2"), "because of " + "x".repeat(100));
        assertThat(columns.lines(30))
                .containsExactly(
                        "id  route  document",
                        "1   us     {}",
                        "2   because of " + "x".repeat(100));
    }

    @Test
    void lettersAreCountedAndNotTheirUnitsAndControlsAreBlank() {
        columns.add(List.of("😀", "a\nb", "😀".repeat(30)));
        assertThat(columns.lines(29))
                .containsExactly("id  route  document", "😀   a b    " + "😀".repeat(19) + "…");
    }
}
