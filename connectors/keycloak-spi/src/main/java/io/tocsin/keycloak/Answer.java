// SPDX-License-Identifier: Apache-2.0
package io.tocsin.keycloak;

import java.time.Duration;

/** What became of one post. */
sealed interface Answer {

    /** The hub has it. */
    record Taken() implements Answer {}

    /** It will never be taken: the same again would be answered the same. */
    record Refused(int status) implements Answer {}

    /**
     * Not now.
     *
     * @param why for the log; holds nothing that was sent
     * @param notBefore how long the hub asks to be left alone; nothing where it does not say
     */
    record Later(String why, Duration notBefore) implements Answer {}
}
