package io.millrace.config;

import java.io.ByteArrayInputStream;
import java.io.Serializable;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Certificates and perhaps a key, as the text of a PEM file (RFC 7468). What stands between the
 * blocks is passed over.
 */
public record Pem(Secret text) implements Serializable {
    public static final Pem NONE = new Pem(new Secret(""));

    private static final long serialVersionUID = 1L;
    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN CERTIFICATE-----([^-]*)-----END CERTIFICATE-----");
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN ((?:[A-Z]+ )?)PRIVATE KEY-----([^-]*)-----END");
    private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    public boolean isEmpty() {
        return text.value().isEmpty();
    }

    /** This one's blocks, then the other's. */
    public Pem and(Pem other) {
        return new Pem(new Secret(text.value() + "\n" + other.text.value()));
    }

    /**
     * All certificates, in their order.
     *
     * @throws CertificateException if a block is no certificate
     */
    public List<X509Certificate> certificates() throws CertificateException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> certificates = new ArrayList<>();
        Matcher block = CERTIFICATE.matcher(text.value());
        while (block.find()) {
            try {
                byte[] der = Base64.getMimeDecoder().decode(block.group(1));
                certificates.add(
                        (X509Certificate)
                                factory.generateCertificate(new ByteArrayInputStream(der)));
            } catch (IllegalArgumentException e) {
                throw new CertificateException("its base64 is broken", e);
            }
        }
        return certificates;
    }

    /**
     * The first key.
     *
     * @throws GeneralSecurityException if there is none in PKCS#8 without a passphrase; holds
     *     nothing of the key
     */
    public PrivateKey privateKey() throws GeneralSecurityException {
        Matcher block = KEY.matcher(text.value());
        if (!block.find()) {
            throw new InvalidKeySpecException("it holds no block 'PRIVATE KEY'");
        }
        if (!block.group(1).isEmpty()) {
            throw new InvalidKeySpecException(
                    "it holds a block '" + block.group(1) + "PRIVATE KEY'");
        }
        return privateKey(block.group(2));
    }

    private static PrivateKey privateKey(String base64) throws GeneralSecurityException {
        try {
            KeySpec key = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64));
            for (String algorithm : KEY_ALGORITHMS) {
                try {
                    return KeyFactory.getInstance(algorithm).generatePrivate(key);
                } catch (InvalidKeySpecException anotherAlgorithm) {
                    continue;
                }
            }
            throw new InvalidKeySpecException("it is no key of " + KEY_ALGORITHMS);
        } catch (IllegalArgumentException e) {
            throw new InvalidKeySpecException("its base64 is broken");
        }
    }
}
