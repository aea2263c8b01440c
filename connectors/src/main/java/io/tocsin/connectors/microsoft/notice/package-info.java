// SPDX-License-Identifier: Apache-2.0
/**
 * Microsoft Graph's change notifications: the subscription that is kept alive, and the notices that come of it. A
 * notice says that there is something to be read, not what.
 */
@NullMarked
package io.tocsin.connectors.microsoft.notice;

import org.jspecify.annotations.NullMarked;
