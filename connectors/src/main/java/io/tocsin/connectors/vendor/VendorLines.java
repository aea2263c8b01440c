// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.vendor;

import java.io.InputStream;

/** Answers of a vendor's that do not end. */
@FunctionalInterface
public interface VendorLines {

    /**
     * The body of an answer of status 2xx, from its first byte on; to be closed. The question proves by itself who we
     * are: nothing is added to it.
     */
    InputStream open(Ask ask) throws FaultException, InterruptedException;
}
