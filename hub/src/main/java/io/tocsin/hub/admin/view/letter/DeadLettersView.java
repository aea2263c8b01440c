// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.view.letter;

import java.util.List;

/** Dead letters, the newest first. */
public record DeadLettersView(List<DeadLetterView> deadLetters) {}
