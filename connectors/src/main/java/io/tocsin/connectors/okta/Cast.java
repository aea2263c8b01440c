// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.okta;

import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.mapping.Names;
import io.tocsin.schemas.event.InitiatingEntity;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.Strength;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Who is who in an event: an administrator's action names its victim among the targets, and not its session. */
final class Cast {
    private final LogEvent event;
    private final String namespace;
    private final boolean loginIsEmail;
    private final @Nullable JsonAt subject;

    Cast(LogEvent event, String org, boolean loginIsEmail) {
        this.event = event;
        this.namespace = "okta:" + org;
        this.loginIsEmail = loginIsEmail;
        JsonAt target = event.target("User");
        this.subject = target != null ? target : event.isByUser() ? event.actor() : null;
    }

    /** Whom the event is about. */
    @Nullable
    Entity user() {
        return subject == null ? null : user(subject);
    }

    /** Who did it, where that is somebody else. */
    @Nullable
    Entity actor() {
        if (isOwnDoing() || event.actor().isAbsent()) {
            return null;
        }
        Entity known = event.isByUser() ? user(event.actor()) : null;
        return known != null
                ? known
                : new Entity(null, List.of(), event.actor().get("displayName").text());
    }

    InitiatingEntity initiator() {
        if (event.type().startsWith("policy.")) {
            return InitiatingEntity.POLICY;
        }
        if (!event.isByUser()) {
            return InitiatingEntity.SYSTEM;
        }
        return isOwnDoing() ? InitiatingEntity.USER : InitiatingEntity.ADMIN;
    }

    @Nullable
    Entity device() {
        JsonAt device = event.device().isObject() ? event.device() : event.target("Device");
        if (device == null && "Device".equals(event.actor().get("type").text())) {
            device = event.actor();
        }
        return device == null
                ? null
                : new Names()
                        .add(
                                IdentifierKind.DEVICE_VENDOR_ID,
                                namespace,
                                device.get("id").text(),
                                Strength.STRONG)
                        .display(firstOf(
                                device.get("name").text(),
                                device.get("displayName").text()))
                        .entity();
    }

    /**
     * The subject's session: the one the event names, or the one it happened in where the subject acted. A root session
     * groups sessions, so it must not make them one.
     */
    @Nullable
    Entity session() {
        JsonAt target = event.target("Session");
        String happenedIn =
                isOwnDoing() ? event.authentication().get("externalSessionId").text() : null;
        String named = firstOf(
                event.debug("endedSessionId").text(),
                target == null ? null : target.get("id").text(),
                event.debug("externalSessionId").text(),
                happenedIn);
        Names names = new Names().add(IdentifierKind.SESSION_VENDOR_ID, namespace, named, Strength.STRONG);
        if (named != null
                && named.equals(event.authentication().get("externalSessionId").text())) {
            String root = event.authentication().get("rootSessionId").text();
            names.add(IdentifierKind.SESSION_ROOT_ID, namespace, root, Strength.MEDIUM);
        }
        return names.entity();
    }

    private boolean isOwnDoing() {
        return subject != null
                && event.isByUser()
                && Objects.equals(
                        subject.get("id").text(), event.actor().get("id").text());
    }

    /** A login without an id is what somebody typed at the door: it names, but proves nothing. */
    private @Nullable Entity user(JsonAt user) {
        String id = user.get("id").text();
        boolean known = id != null && !"unknown".equals(id);
        String login = user.get("alternateId").text();
        Names names = new Names()
                .add(IdentifierKind.USER_VENDOR_ID, namespace, id, Strength.STRONG)
                .add(IdentifierKind.USER_LOGIN, namespace, login, known ? Strength.MEDIUM : Strength.WEAK);
        if (loginIsEmail) {
            names.add(IdentifierKind.USER_EMAIL, login, known ? Strength.STRONG : Strength.WEAK);
        }
        return names.display(user.get("displayName").text()).entity();
    }

    private static @Nullable String firstOf(@Nullable String... values) {
        for (String value : values) {
            if (value != null) {
                return value;
            }
        }
        return null;
    }
}
