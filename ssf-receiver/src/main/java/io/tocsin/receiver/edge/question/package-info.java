// SPDX-License-Identifier: Apache-2.0
/** What a proxy asks about a request, and what it is told, whichever protocol the proxy asks by. */
@NullMarked
package io.tocsin.receiver.edge.question;

import org.jspecify.annotations.NullMarked;
