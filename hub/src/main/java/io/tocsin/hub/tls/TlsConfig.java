// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.tls;

import io.tocsin.schemas.secret.Secret;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a listener's certificate and key are: either two PEM files, or one PKCS#12 file with its password.
 *
 * @param certificate the chain, the listener's own certificate first
 * @param key the private key, PKCS#8, unencrypted
 * @param keystore PKCS#12
 */
public record TlsConfig(
        @Nullable Path certificate,
        @Nullable Path key,
        @Nullable Path keystore,
        @Nullable Secret password) {
    public TlsConfig {
        boolean pem = certificate != null && key != null && keystore == null && password == null;
        boolean pkcs12 = certificate == null && key == null && keystore != null && password != null;
        if (!pem && !pkcs12) {
            throw new IllegalArgumentException(
                    "expected certificate and key (PEM files), or keystore (a PKCS#12 file) and password");
        }
    }

    public static TlsConfig pem(Path certificate, Path key) {
        return new TlsConfig(certificate, key, null, null);
    }
}
