// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.view.letter;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Dead letters, the newest first.
 *
 * @param next what {@code after} has to be for the next page; absent on the last
 * @param olderUnlisted this is the last page, and the topic has older ones that are not listed; absent otherwise
 */
public record DeadLettersView(
        List<DeadLetterView> deadLetters,
        @Nullable String next,
        @Nullable Boolean olderUnlisted) {}
