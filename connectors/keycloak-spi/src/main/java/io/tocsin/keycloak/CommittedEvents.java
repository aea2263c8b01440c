// SPDX-License-Identifier: Apache-2.0
package io.tocsin.keycloak;

import java.util.ArrayList;
import java.util.List;
import org.keycloak.models.AbstractKeycloakTransaction;

/** Events of a transaction: handed over when it has committed, forgotten when it is rolled back. */
final class CommittedEvents extends AbstractKeycloakTransaction {
    private record Heard(String realm, byte[] event) {}

    private final Posts posts;
    private final List<Heard> heard = new ArrayList<>();

    CommittedEvents(Posts posts) {
        this.posts = posts;
    }

    void add(String realm, byte[] event) {
        heard.add(new Heard(realm, event));
    }

    /** Takes no time worth naming: the request waits for it. */
    @Override
    protected void commitImpl() {
        heard.forEach(one -> posts.add(one.realm(), one.event()));
        heard.clear();
    }

    @Override
    protected void rollbackImpl() {
        heard.clear();
    }
}
