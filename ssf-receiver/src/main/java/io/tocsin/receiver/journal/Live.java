// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.journal;

import java.util.stream.Stream;

/** What a journal must keep when history is thrown away; asked on the writing thread. */
public interface Live {
    long count();

    /** One line each, at least all that was live when this was called. */
    Stream<String> lines();
}
