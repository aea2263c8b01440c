// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.key.ring;

import io.tocsin.schemas.secret.Secret;
import io.tocsin.transmitter.key.KeyPairs;
import io.tocsin.transmitter.key.KeyStoreVault;
import io.tocsin.transmitter.key.KeyVault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How signing keys live, and where.
 *
 * @param publishAhead how long a key is published before it signs; longer than receivers may keep the JWKS, 1 h if
 *     absent
 * @param retireAfter how long a key is published after its successor took over; 7 days if absent
 * @param rotateEvery how old a signing key gets; absent: until somebody rotates it
 * @param rereadEvery how soon what another process did to the keys is noticed; 10 s if absent
 * @param rsaBits of RSA keys that are made; 2048 if absent
 * @param pkcs12 private keys are in this file and not in the keys file
 * @param pkcs11 private keys are on this token and not in the keys file
 */
public record KeysConfig(
        Duration publishAhead,
        Duration retireAfter,
        @Nullable Duration rotateEvery,
        Duration rereadEvery,
        Integer rsaBits,
        @Nullable Pkcs12 pkcs12,
        @Nullable Pkcs11 pkcs11) {
    /** How long receivers may keep the JWKS: its {@code max-age}. */
    public static final Duration JWKS_MAX_AGE = Duration.ofMinutes(5);

    private static final Duration DAY = Duration.ofDays(1);
    public static final KeysConfig DEFAULT = new KeysConfig(null, null, null, null, null, null, null);

    private static final int MAX_RSA_BITS = 8192;

    /** A PKCS #12 file, readable by its owner only; made when it is not there. */
    public record Pkcs12(Path file, Secret password) {
        public Pkcs12 {
            Objects.requireNonNull(file, "transmitter.keys.pkcs12.file");
            Objects.requireNonNull(password, "transmitter.keys.pkcs12.password");
        }
    }

    /**
     * A PKCS #11 token.
     *
     * @param config a configuration file of SunPKCS11
     * @param labelPrefix of the keys on the token that are ours; {@code tocsin-} if absent
     */
    public record Pkcs11(Path config, Secret pin, @Nullable String labelPrefix) {
        public Pkcs11 {
            Objects.requireNonNull(config, "transmitter.keys.pkcs11.config");
            Objects.requireNonNull(pin, "transmitter.keys.pkcs11.pin");
            labelPrefix = labelPrefix == null ? "tocsin-" : labelPrefix;
        }
    }

    public KeysConfig(
            @Nullable Duration publishAhead,
            @Nullable Duration retireAfter,
            @Nullable Duration rotateEvery,
            @Nullable Duration rereadEvery,
            @Nullable Integer rsaBits,
            @Nullable Pkcs12 pkcs12,
            @Nullable Pkcs11 pkcs11) {
        this.rereadEvery = rereadEvery == null ? Duration.ofSeconds(10) : rereadEvery;
        between("reread-every", this.rereadEvery, Duration.ofMillis(100), Duration.ofMinutes(5));
        this.publishAhead = publishAhead == null ? Duration.ofHours(1) : publishAhead;
        // noticed by every process, then fetched by every receiver, and a minute for clocks that differ
        Duration least = JWKS_MAX_AGE.plus(this.rereadEvery).plus(Duration.ofMinutes(1));
        between("publish-ahead", this.publishAhead, least, DAY.multipliedBy(30));
        this.retireAfter = retireAfter == null ? DAY.multipliedBy(7) : retireAfter;
        // access tokens live for an hour
        between("retire-after", this.retireAfter, Duration.ofHours(2), DAY.multipliedBy(365));
        this.rotateEvery = rotateEvery;
        if (rotateEvery != null) {
            between("rotate-every", rotateEvery, this.publishAhead.multipliedBy(2), DAY.multipliedBy(3650));
        }
        this.rsaBits = rsaBits == null ? KeyPairs.RSA_BITS : rsaBits;
        if (this.rsaBits < KeyPairs.RSA_BITS || this.rsaBits > MAX_RSA_BITS) {
            throw new IllegalArgumentException("transmitter.keys.rsa-bits is " + rsaBits + ", expected "
                    + KeyPairs.RSA_BITS + " to " + MAX_RSA_BITS);
        }
        this.pkcs12 = pkcs12;
        this.pkcs11 = pkcs11;
        if (pkcs12 != null && pkcs11 != null) {
            throw new IllegalArgumentException("transmitter.keys has pkcs12 and pkcs11, expected one of them at most");
        }
    }

    /** Null where private keys are in the keys file. */
    @Nullable
    KeyVault vault(InstantSource clock) {
        if (pkcs12 != null) {
            return KeyStoreVault.pkcs12(
                    pkcs12.file(), pkcs12.password().reveal().toCharArray(), rsaBits, clock);
        }
        if (pkcs11 != null) {
            return KeyStoreVault.pkcs11(
                    pkcs11.config(),
                    pkcs11.pin().reveal().toCharArray(),
                    Objects.requireNonNullElse(pkcs11.labelPrefix(), ""),
                    rsaBits,
                    clock);
        }
        return null;
    }

    private static void between(String field, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    "transmitter.keys." + field + " is " + value + ", expected " + least + " to " + most);
        }
    }
}
