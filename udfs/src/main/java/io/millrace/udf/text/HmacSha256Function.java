package io.millrace.udf.text;

import io.millrace.udf.sql.SqlFunction;
import io.millrace.udf.sql.SqlFunction.Example;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.annotation.Nullable;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.flink.table.functions.ScalarFunction;

/** {@code HMAC_SHA256}. */
@SqlFunction(
        name = "HMAC_SHA256",
        arguments = "text, secret",
        description =
                "A pseudonym of the text, in hexadecimal, that only who has the secret can make."
                        + " Flink's `SHA256` of an e-mail address or a telephone number is found by"
                        + " trying.",
        examples =
                @Example(
                        call = "HMAC_SHA256('what do ya want for nothing?', 'Jefe')",
                        result =
                                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"))
public final class HmacSha256Function extends ScalarFunction {
    private static final long serialVersionUID = 1L;
    private static final String ALGORITHM = "HmacSHA256";

    @Nullable private transient String lastSecret;
    @Nullable private transient Mac mac;

    /**
     * RFC 2104, over UTF-8.
     *
     * @return null if either is null
     * @throws IllegalArgumentException if the secret is empty
     */
    @Nullable
    public String eval(@Nullable String text, @Nullable String secret)
            throws GeneralSecurityException {
        if (text == null || secret == null) {
            return null;
        }
        if (mac == null || !secret.equals(lastSecret)) {
            mac = with(secret);
            lastSecret = secret;
        }
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static Mac with(String secret) throws GeneralSecurityException {
        if (secret.isEmpty()) {
            throw new IllegalArgumentException("HMAC_SHA256 was given an empty secret");
        }
        Mac mac = Mac.getInstance(ALGORITHM);
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
        return mac;
    }
}
