// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.intake;

import io.tocsin.receiver.verify.ErrorCode;

/** What the transmitter is to be told about a SET. A failed future in its place means: nothing, it shall try again. */
public sealed interface Receipt {

    /** Safe here, or not worth keeping: need not be sent again. */
    record Accepted() implements Receipt {}

    /** Never acceptable as it is. */
    record Rejected(ErrorCode error, String description) implements Receipt {}
}
