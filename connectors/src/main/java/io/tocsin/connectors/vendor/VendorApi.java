// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.vendor;

/** A vendor's API; blocks, for virtual threads. */
@FunctionalInterface
public interface VendorApi {

    /** The answer, of status 2xx unless the implementation says otherwise. */
    Reply send(Ask ask) throws FaultException, InterruptedException;
}
