// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.control.client;

import io.tocsin.hub.admin.AdminConfig;
import io.tocsin.hub.admin.AdminRole;
import io.tocsin.hub.admin.AdminToken;
import io.tocsin.hub.config.ConfigException;
import io.tocsin.hub.config.ConfigFile;
import io.tocsin.hub.control.client.ControlException.Kind;
import io.tocsin.hub.run.ListenerConfig;
import io.tocsin.hub.run.ListenersConfig;
import io.tocsin.hub.tls.ServerCertificate;
import io.tocsin.hub.tls.Trust;
import io.tocsin.schemas.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Which hub is asked, how it is recognised, and by what token; none for what a hub tells anybody. */
record AdminTarget(URI url, SSLContext trust, @Nullable Secret token) {
    private static final String TOKEN = "TOCSIN_ADMIN_TOKEN";

    /** What is given goes before what the configuration says. Throws {@link ControlException} for what is missing. */
    static AdminTarget find(
            @Nullable Path config,
            @Nullable URI url,
            @Nullable Path ca,
            @Nullable Path tokenFile,
            Function<String, @Nullable String> environment) {
        AdminTarget anybody = open(config, url, ca, environment);
        return new AdminTarget(anybody.url(), anybody.trust(), token(config, tokenFile, environment));
    }

    /** As the other, without a token. */
    static AdminTarget open(
            @Nullable Path config,
            @Nullable URI url,
            @Nullable Path ca,
            Function<String, @Nullable String> environment) {
        URI target = url == null ? urlIn(config, environment) : url;
        if (!"https".equals(target.getScheme()) || target.getHost() == null) {
            throw new ControlException(
                    Kind.USAGE,
                    "--url is " + target + ", expected https://HOST:PORT: a token is never sent without TLS");
        }
        return new AdminTarget(target, trust(config, url, ca, environment), null);
    }

    private static URI urlIn(@Nullable Path config, Function<String, @Nullable String> environment) {
        ListenerConfig admin = listeners(config, environment).admin();
        if (admin.number() == 0) {
            throw new ControlException(
                    Kind.USAGE, config + ": listeners.admin.port is 0, which is any: expected --url too");
        }
        boolean everywhere = admin.host().equals("0.0.0.0") || admin.host().equals("::");
        String host = everywhere ? "127.0.0.1" : admin.host();
        return URI.create("https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + admin.number());
    }

    private static SSLContext trust(
            @Nullable Path config,
            @Nullable URI url,
            @Nullable Path ca,
            Function<String, @Nullable String> environment) {
        try {
            if (ca != null) {
                return Trust.in(ca);
            } else if (url == null) {
                ListenersConfig listeners = listeners(config, environment);
                return Trust.only(ServerCertificate.of(listeners.certificateOf("admin", listeners.admin())));
            }
            return SSLContext.getDefault();
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new ControlException(Kind.CONFIGURATION, "certificates to trust: " + e.getMessage(), e);
        } catch (GeneralSecurityException e) {
            throw new ControlException(Kind.CONFIGURATION, "no certificate can be trusted: " + e.getMessage(), e);
        }
    }

    private static Secret token(
            @Nullable Path config, @Nullable Path tokenFile, Function<String, @Nullable String> environment) {
        String token = tokenFile == null ? environment.apply(TOKEN) : content(tokenFile);
        if (token != null && !token.isBlank()) {
            return Secret.of(token.strip());
        } else if (tokenFile != null) {
            throw new ControlException(Kind.CONFIGURATION, tokenFile + " is empty, expected a token of the admin API");
        }
        return tokenIn(config, environment);
    }

    /** Who may read the file may use what is in it: the token that allows most. */
    private static Secret tokenIn(@Nullable Path config, Function<String, @Nullable String> environment) {
        String what = "a token of the admin API in " + TOKEN + ", or --token-file FILE";
        if (config == null) {
            throw new ControlException(Kind.CONFIGURATION, "there is no token: expected " + what);
        }
        AdminConfig admin;
        try {
            admin = ConfigFile.section(config, "admin", AdminConfig.class, environment)
                    .orElse(AdminConfig.OFF);
        } catch (ConfigException e) {
            throw new ControlException(Kind.CONFIGURATION, e.getMessage() + "; or else give " + what, e);
        }
        return admin.tokens().stream()
                .filter(AdminToken::isClear)
                .max(Comparator.comparing(token -> token.role() == AdminRole.WRITE))
                .map(AdminToken::token)
                .orElseThrow(() -> new ControlException(
                        Kind.CONFIGURATION,
                        config + ": admin.tokens has none that could be used from here, expected " + what));
    }

    private static ListenersConfig listeners(@Nullable Path config, Function<String, @Nullable String> environment) {
        return config == null
                ? ListenersConfig.DEFAULT
                : ConfigFile.section(config, "listeners", ListenersConfig.class, environment)
                        .orElse(ListenersConfig.DEFAULT);
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new ControlException(
                    Kind.CONFIGURATION, "token file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
