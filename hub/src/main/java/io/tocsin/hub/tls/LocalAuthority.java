// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.CertificateBuilder.KeyUsage;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A certificate authority for one machine, in a folder: made at the first start, used again afterwards. It issues one
 * certificate, for {@code localhost} and the loopback addresses, and then forgets its own key: nothing else can ever be
 * issued in its name.
 */
public final class LocalAuthority {
    private static final Duration LIFETIME = Duration.ofDays(397);
    private static final Duration RENEW_BEFORE = Duration.ofDays(30);

    private final Path folder;

    private LocalAuthority(Path folder) {
        this.folder = folder;
    }

    /** The authority of this folder; throws {@link UncheckedIOException} if it cannot be written. */
    public static LocalAuthority in(Path folder, InstantSource clock) {
        LocalAuthority authority = new LocalAuthority(folder);
        try {
            if (!authority.isGood(clock.instant().plus(RENEW_BEFORE))) {
                authority.issue(clock.instant());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("certificates in " + folder + ": " + e.getMessage(), e);
        }
        return authority;
    }

    /** What a client has to trust, PEM. */
    public Path root() {
        return folder.resolve("ca.pem");
    }

    public TlsConfig server() {
        return TlsConfig.pem(certificate(), key());
    }

    private Path certificate() {
        return folder.resolve("localhost.pem");
    }

    private Path key() {
        return folder.resolve("localhost.key");
    }

    private boolean isGood(Instant until) throws IOException {
        if (!Files.isReadable(root()) || !Files.isReadable(certificate()) || !Files.isReadable(key())) {
            return false;
        }
        try (InputStream root = Files.newInputStream(root());
                InputStream leaf = Files.newInputStream(certificate())) {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            X509Certificate issuer = (X509Certificate) factory.generateCertificate(root);
            X509Certificate issued = (X509Certificate) factory.generateCertificate(leaf);
            issued.verify(issuer.getPublicKey());
            return issued.getNotAfter().toInstant().isAfter(until);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private void issue(Instant now) throws IOException {
        CertificateBuilder valid = new CertificateBuilder()
                .notBefore(now.minus(Duration.ofHours(1)))
                .notAfter(now.plus(LIFETIME))
                .ecp256();
        try {
            X509Bundle root = valid.copy()
                    .subject("CN=Tocsin local authority")
                    .setIsCertificateAuthority(true)
                    .setKeyUsage(true, KeyUsage.keyCertSign, KeyUsage.cRLSign)
                    .buildSelfSigned();
            X509Bundle server = valid.copy()
                    .subject("CN=localhost")
                    .addSanDnsName("localhost")
                    .addSanIpAddress("127.0.0.1")
                    .addSanIpAddress("::1")
                    .setKeyUsage(true, KeyUsage.digitalSignature)
                    .addExtendedKeyUsageServerAuth()
                    .buildIssuedBy(root);
            Files.createDirectories(folder);
            write(key(), server.getPrivateKeyPEM(), "rw-------");
            write(certificate(), server.getCertificatePathPEM(), "rw-r--r--");
            write(root(), root.getCertificatePEM(), "rw-r--r--");
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("a certificate of our own making was refused", e);
        }
    }

    /** Never half a file, never readable by others for a moment. */
    private void write(Path file, String pem, String permissions) throws IOException {
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        Path draft = Files.createTempFile(folder, file.getFileName().toString(), ".new");
        Files.write(draft, pem.getBytes(US_ASCII));
        if (posix) {
            Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString(permissions));
        }
        Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
