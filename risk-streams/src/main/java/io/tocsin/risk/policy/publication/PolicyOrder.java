// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.policy.publication;

/** What an operator wants of the policies in force. References are {@code name@number}, or a name for its latest. */
public sealed interface PolicyOrder {
    /** Why; may be empty. */
    String comment();

    /** A document comes in; {@code shadow}: beside what decides, else in its place. */
    record Publish(String text, boolean shadow, String comment) implements PolicyOrder {}

    /** A shadow decides from now on; {@code now}: however short it has been one, for the reason that the comment is. */
    record Promote(String reference, boolean now, String comment) implements PolicyOrder {}

    /** What decided before decides again. */
    record Rollback(String comment) implements PolicyOrder {}

    /** A shadow is no longer computed. */
    record Withdraw(String reference, String comment) implements PolicyOrder {}
}
