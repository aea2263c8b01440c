// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.duplicate;

/** How a SET compares with those taken in before. */
public enum Sighting {
    FIRST,
    /** The same content: answer as the first time, do nothing. */
    DUPLICATE,
    /** Another content under the same {@code jti}: somebody is mistaken or hostile. */
    CONFLICT
}
