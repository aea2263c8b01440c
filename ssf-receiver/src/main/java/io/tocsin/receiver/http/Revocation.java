// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.http;

/** What is made of whether a server's certificate was revoked, by OCSP or else by the lists its certificates name. */
public enum Revocation {
    /** A revoked one is refused. Where nobody can be asked, the certificate is taken, which is logged and counted. */
    SOFT_FAIL,
    /** Only a certificate of which is known that it is not revoked is taken. */
    STRICT,
    /** Nobody is asked. */
    IGNORED
}
