package io.millrace.row;

import static io.millrace.row.LatestRowHarness.json;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormerValuesTest {
    private final FormerValues former = new FormerValues();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'a':1,'b':'x'} | {'a':1,'b':'x'} | {}",
                "{'a':1,'b':'x'} | {'a':2,'b':'x'} | {'a':1}",
                "{'a':1,'b':'x','c':null} | {'a':1,'b':null,'c':'x'} | {'b':'x','c':null}",
                "{'b':'x','a':1} | {'a':2,'b':'y'} | {'a':1,'b':'x'}",
                "{'a':1.5} | {'a':1.50} | {'a':1.5}",
                "{'a':[1, 2],'b':{'x': ' '}} | {'a':[1,2],'b':{'x':' '}} | {}",
                "{'a':[1, 2],'b':{'x': ' '}} | {'a':[12],'b':{'x':'  '}} | {'a':[1, 2],'b':{'x': ' '}}",
                "{'a':[' \\' ',1]} | {'a':[ ' \\' ', 1 ]} | {}",
                "{'a':['\\\\',1]} | {'a':['\\\\ ',1]} | {'a':['\\\\',1]}",
                "{'a':1} | {'a':1,'added':2} | {}",
                "{'a':1,'dropped':2} | {'a':2} | {'a':1}",
                "{'a': {'x': 1}} | {'a': {'x': 1, 'y': 2}} | {'a': {'x': 1}}"
            })
    void theyAreThoseOfTheColumnsThatChanged(String before, String after, String changes) {
        assertThat(former.of(json(before), json(after))).isEqualTo(json(changes));
    }
}
