// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity;

/**
 * What the identity stage counts; each method is a meter of that name. Called for every signal: must not block.
 * {@code source} is the connector's name. What is read again after a crash is counted again.
 */
public interface IdentityMetrics {
    /** Counts nothing. */
    IdentityMetrics NONE = new IdentityMetrics() {};

    /** A signal told whom it is about, by strong or medium names. */
    default void signalResolved(String tenant, String source) {}

    /** A signal told so by weak names only. */
    default void signalAttributed(String tenant, String source) {}

    /** A signal did not tell when it came, whatever became of it then. */
    default void signalUnresolved(String tenant, String source) {}

    /** It waits until somebody bears one of its names. */
    default void signalParked(String tenant, String source) {}

    /** Somebody did in time. */
    default void signalRescued(String tenant, String source) {}

    /** Nobody did, or there was no room to wait: it is a dead letter. */
    default void signalExpired(String tenant, String source) {}

    /** Two principals turned out to be one; {@code kind} is theirs. */
    default void principalMerged(String tenant, String kind) {}

    /** Two that an operator keeps apart were not merged though a signal said so. */
    default void mergeRefused(String tenant) {}

    /** A strong name of that kind turned out to prove nothing. */
    default void nameDemoted(String tenant, String kind) {}

    /** A session whose time had come was taken to be over. */
    default void sessionTimedOut(String tenant) {}

    /** A session that had been over for long was forgotten. */
    default void sessionForgotten(String tenant) {}
}
