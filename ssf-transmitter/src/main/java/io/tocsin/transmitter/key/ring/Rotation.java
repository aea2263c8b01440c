// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.key.ring;

/** Why a key gets a successor. */
public enum Rotation {
    /** The successor is published first and takes over later; the old key stays published for what it signed. */
    ORDINARY,
    /**
     * Somebody else may have the key: from now on it neither signs nor is published, nor is any other of its algorithm.
     * What it signed and was not acknowledged is signed again.
     */
    EMERGENCY
}
