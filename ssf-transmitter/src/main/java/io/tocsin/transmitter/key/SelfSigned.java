// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.key;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A certificate (RFC 5280 §4.1, version 1) by which a keystore can hold a key: they take no private key without one.
 * Nobody else sees it, and nothing is read from it but the public key.
 */
final class SelfSigned {
    private static final Duration VALID = Duration.ofDays(36_500);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int UTF8_STRING = 0x0C;
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int GENERALIZED_TIME = 0x18;
    private static final int LONG_FORM = 0x80;

    private static final byte[] COMMON_NAME = hex("0603550403");
    private static final byte[] SHA256_WITH_RSA = hex("300d06092a864886f70d01010b0500");
    private static final byte[] ECDSA_WITH_SHA256 = hex("300a06082a8648ce3d040302");
    private static final byte[] ED25519 = hex("300506032b6570");

    private SelfSigned() {}

    /** @param provider who signs, as only it has the private key; null for any */
    static X509Certificate of(KeyPair pair, String name, Instant now, @Nullable Provider provider)
            throws GeneralSecurityException {
        String type = pair.getPublic().getAlgorithm();
        byte[] algorithm = switch (type) {
            case "RSA" -> SHA256_WITH_RSA;
            case "EC" -> ECDSA_WITH_SHA256;
            default -> ED25519;
        };
        String jca = switch (type) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> "Ed25519";
        };
        byte[] subject = der(SEQUENCE, der(SET, der(SEQUENCE, COMMON_NAME, der(UTF8_STRING, name.getBytes(US_ASCII)))));
        byte[] body = der(
                SEQUENCE,
                der(
                        INTEGER,
                        new BigInteger(Long.SIZE, new SecureRandom())
                                .add(BigInteger.ONE)
                                .toByteArray()),
                algorithm,
                subject,
                der(SEQUENCE, time(now), time(now.plus(VALID))),
                subject,
                pair.getPublic().getEncoded());
        Signature signature = provider == null ? Signature.getInstance(jca) : Signature.getInstance(jca, provider);
        signature.initSign(pair.getPrivate());
        signature.update(body);
        byte[] certificate = der(SEQUENCE, body, algorithm, der(BIT_STRING, new byte[] {0}, signature.sign()));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(certificate));
    }

    private static byte[] time(Instant at) {
        return der(GENERALIZED_TIME, TIME.format(at).getBytes(US_ASCII));
    }

    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        int length = content.size();
        if (length < LONG_FORM) {
            out.write(length);
        } else {
            byte[] bytes = BigInteger.valueOf(length).toByteArray();
            int skip = bytes[0] == 0 ? 1 : 0;
            out.write(LONG_FORM | (bytes.length - skip));
            out.write(bytes, skip, bytes.length - skip);
        }
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
