package io.millrace.change;

import java.nio.charset.StandardCharsets;

/** What stands in a row's key for a value: the text of a JSON string, else the JSON itself. */
public final class KeyText {
    private KeyText() {}

    public static String of(String json) {
        if (json.charAt(0) != '"') {
            return json;
        }
        if (json.indexOf('\\') < 0) {
            return json.substring(1, json.length() - 1);
        }
        byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
        return JsonText.unescape(utf8, 1, utf8.length - 1);
    }
}
