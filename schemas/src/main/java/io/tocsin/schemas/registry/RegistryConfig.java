// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.schemas.secret.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.net.ssl.SSLContext;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Which registry, under the names that Confluent's clients use.
 *
 * <ul>
 *   <li>{@code schema.registry.url}: {@code embedded:}, or http(s) URLs of one registry's nodes, comma-separated
 *   <li>{@code auto.register.schemas}: {@code true} (default), or {@code false} where somebody else registers them
 *   <li>{@code basic.auth.credentials.source}: {@code URL} (default, as in {@code https://user:pass@host}) or
 *       {@code USER_INFO} with {@code basic.auth.user.info} as {@code user:pass}
 *   <li>{@code bearer.auth.credentials.source}: {@code STATIC_TOKEN} (default) with {@code bearer.auth.token}
 *   <li>{@code schema.registry.ssl.truststore.*}, {@code schema.registry.ssl.keystore.*} and
 *       {@code schema.registry.ssl.key.password} as Kafka's clients have them without the prefix
 * </ul>
 *
 * The middle ones may also begin with {@code schema.registry.}, as Confluent allows. Any other key that begins with
 * {@code schema.registry.}, {@code basic.auth.} or {@code bearer.auth.} is refused; keys of other families are not ours
 * to judge.
 *
 * @param urls none for the embedded registry
 * @param authorization value of the {@code Authorization} header
 * @param tls absent: whom the JVM trusts
 */
public record RegistryConfig(
        List<URI> urls,
        boolean autoRegister,
        @Nullable Secret authorization,
        @Nullable SSLContext tls) {
    private static final String PREFIX = "schema.registry.";
    private static final String URL = "schema.registry.url";
    private static final String AUTO_REGISTER = "auto.register.schemas";
    private static final String BASIC_SOURCE = "basic.auth.credentials.source";
    private static final String BASIC_USER_INFO = "basic.auth.user.info";
    private static final String BEARER_SOURCE = "bearer.auth.credentials.source";
    private static final String BEARER_TOKEN = "bearer.auth.token";
    private static final Set<String> KNOWN =
            Set.of(URL, AUTO_REGISTER, BASIC_SOURCE, BASIC_USER_INFO, BEARER_SOURCE, BEARER_TOKEN);
    private static final String EMBEDDED = "embedded:";

    public RegistryConfig {
        urls = List.copyOf(urls);
    }

    /** Throws {@link IllegalArgumentException} whose message names the key. */
    public static RegistryConfig of(Map<String, String> config) {
        Map<String, String> own = own(config);
        List<URI> urls = new ArrayList<>();
        List<String> userInfos = new ArrayList<>();
        boolean embedded = false;
        for (String url : own.getOrDefault(URL, EMBEDDED).split(",", -1)) {
            if (url.strip().equals(EMBEDDED)) {
                embedded = true;
            } else {
                urls.add(url(url.strip(), userInfos));
            }
        }
        if (embedded && !urls.isEmpty()) {
            throw new IllegalArgumentException(
                    URL + " names the embedded registry and others, expected one or the other");
        }
        return new RegistryConfig(urls, autoRegister(own), authorization(own, userInfos), tls(own));
    }

    private static Map<String, String> own(Map<String, String> config) {
        Map<String, String> own = new HashMap<>();
        config.forEach((key, value) -> {
            boolean prefixed = key.startsWith(PREFIX) && !key.equals(URL);
            String name = prefixed ? key.substring(PREFIX.length()) : key;
            boolean ours = prefixed || name.startsWith("basic.auth.") || name.startsWith("bearer.auth.");
            if (KNOWN.contains(name) || (prefixed && RegistryTls.KEYS.contains(name))) {
                own.put(name, value);
            } else if (ours) {
                throw new IllegalArgumentException(
                        key + " is not a known setting, expected one of " + String.join(", ", new TreeSet<>(KNOWN)));
            }
        });
        return own;
    }

    private static URI url(String text, List<String> userInfos) {
        URI url = parse(text);
        if (url.getUserInfo() != null) {
            userInfos.add(url.getUserInfo());
        }
        String path = url.getRawPath() == null ? "" : url.getRawPath().replaceAll("/+$", "");
        String port = url.getPort() < 0 ? "" : ":" + url.getPort();
        return URI.create(url.getScheme() + "://" + url.getHost() + port + path);
    }

    private static URI parse(String text) {
        try {
            URI url = new URI(text);
            if (url.getHost() != null && Set.of("http", "https").contains(url.getScheme())) {
                return url;
            }
        } catch (URISyntaxException e) {
            // said below, without the text: it may hold a password
        }
        throw new IllegalArgumentException(
                URL + " has an entry that is neither an http(s) URL nor \"" + EMBEDDED + "\"");
    }

    private static boolean autoRegister(Map<String, String> own) {
        String value = own.getOrDefault(AUTO_REGISTER, "true");
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new IllegalArgumentException(AUTO_REGISTER + " is \"" + value + "\", expected true or false");
        };
    }

    private static @Nullable Secret authorization(Map<String, String> own, List<String> userInfos) {
        requireSource(own, BASIC_SOURCE, Set.of("URL", "USER_INFO"));
        requireSource(own, BEARER_SOURCE, Set.of("STATIC_TOKEN"));
        String token = own.get(BEARER_TOKEN);
        String userInfo = own.get(BASIC_USER_INFO);
        if (userInfo == null && !userInfos.isEmpty()) {
            userInfo = userInfos.getFirst();
        }
        if (token != null && userInfo != null) {
            throw new IllegalArgumentException(BEARER_TOKEN + " and basic credentials are both given, expected one");
        }
        if (token != null) {
            return Secret.of("Bearer " + token);
        }
        if (userInfo == null) {
            return null;
        }
        if (userInfo.indexOf(':') < 1) {
            throw new IllegalArgumentException(BASIC_USER_INFO + " has no colon, expected user:password");
        }
        return Secret.of("Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(UTF_8)));
    }

    private static @Nullable SSLContext tls(Map<String, String> own) {
        Map<String, String> ssl = new HashMap<>(own);
        ssl.keySet().retainAll(RegistryTls.KEYS);
        return ssl.isEmpty() ? null : RegistryTls.context(ssl);
    }

    private static void requireSource(Map<String, String> own, String key, Set<String> supported) {
        String source = own.get(key);
        if (source != null && !supported.contains(source)) {
            throw new IllegalArgumentException(
                    key + " is \"" + source + "\", expected one of " + String.join(", ", new TreeSet<>(supported)));
        }
    }

    /** {@code current} are the schemas that this version writes. */
    public SchemaRegistry open(Collection<Schema> current) {
        return urls.isEmpty() ? new EmbeddedRegistry(current) : HttpRegistry.open(this);
    }
}
