// SPDX-License-Identifier: Apache-2.0
package io.tocsin.benchmarks.signing;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One signature over a JWS signing input of 768 bytes, a usual size for a SET with a complex subject. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class SignJws {
    private static final int SIGNING_INPUT_BYTES = 768;

    /** JWS algorithm names (RFC 7518 §3.1, RFC 8037). */
    @Param({"RS256", "PS256", "ES256", "EdDSA"})
    @SuppressWarnings("NullAway.Init") // set by JMH
    String algorithm;

    /** Short names of the providers under test. */
    @Param({"jdk", "accp"})
    @SuppressWarnings("NullAway.Init") // set by JMH
    String provider;

    private final byte[] input = new byte[SIGNING_INPUT_BYTES];

    @SuppressWarnings("NullAway.Init") // set up by JMH's call of prepare()
    private Signature signature;

    @Setup
    public void prepare() throws GeneralSecurityException {
        Arrays.fill(input, (byte) 'x');
        signature = signature(algorithm, "accp".equals(provider) ? AmazonCorrettoCryptoProvider.INSTANCE : null);
        signature.initSign(keyPair(algorithm).getPrivate());
    }

    @Benchmark
    public byte[] sign() throws GeneralSecurityException {
        signature.update(input);
        return signature.sign();
    }

    private static Signature signature(String algorithm, @Nullable Provider provider) throws GeneralSecurityException {
        String jca = switch (algorithm) {
            case "RS256" -> "SHA256withRSA";
            case "PS256" -> "RSASSA-PSS";
            case "ES256" -> "SHA256withECDSA";
            case "EdDSA" -> "Ed25519";
            default -> throw new IllegalArgumentException("no JCA name known for " + algorithm);
        };
        Signature signature = provider == null ? jdk(jca) : Signature.getInstance(jca, provider);
        if ("PS256".equals(algorithm)) {
            signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        }
        return signature;
    }

    /** By name, so that a provider installed in front of the JDK's own does not answer for it. */
    private static Signature jdk(String jca) throws GeneralSecurityException {
        for (String name : new String[] {"SunRsaSign", "SunEC"}) {
            if (Security.getProvider(name).getService("Signature", jca) != null) {
                return Signature.getInstance(jca, name);
            }
        }
        throw new IllegalArgumentException("the JDK's own providers do not offer " + jca);
    }

    private static KeyPair keyPair(String algorithm) throws GeneralSecurityException {
        return switch (algorithm) {
            case "ES256" -> generate("EC", new ECGenParameterSpec("secp256r1"));
            case "EdDSA" -> KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            default -> {
                KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
                rsa.initialize(2048);
                yield rsa.generateKeyPair();
            }
        };
    }

    private static KeyPair generate(String family, AlgorithmParameterSpec parameters) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(family);
        generator.initialize(parameters);
        return generator.generateKeyPair();
    }
}
