// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.key;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.Provider;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses, once, who computes signatures. Amazon's provider signs about four times as fast as the platform's. */
public final class CryptoProvider {
    private static final Logger LOG = LoggerFactory.getLogger(CryptoProvider.class);

    /** Without, it computes with keys of type Ed25519 but cannot take them into its own form. */
    private static final String ED_KEYS = "com.amazon.corretto.crypto.provider.registerEdKeyFactory";

    private CryptoProvider() {}

    /** Amazon Corretto Crypto Provider where its native library loads; null, meaning the platform's, otherwise. */
    public static @Nullable Provider choose() {
        if (System.getProperty(ED_KEYS) == null) {
            System.setProperty(ED_KEYS, "true");
        }
        try {
            AmazonCorrettoCryptoProvider amazon = AmazonCorrettoCryptoProvider.INSTANCE;
            if (amazon.getLoadingError() == null) {
                LOG.debug("{} {} is at hand", amazon.getName(), amazon.getVersionStr());
                return amazon;
            }
            LOG.info(
                    "signatures are computed by the platform: {}",
                    amazon.getLoadingError().toString());
        } catch (LinkageError e) {
            LOG.info("signatures are computed by the platform: {}", e.toString());
        }
        return null;
    }
}
