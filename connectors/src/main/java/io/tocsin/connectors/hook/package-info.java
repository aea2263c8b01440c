// SPDX-License-Identifier: Apache-2.0
/** Webhooks as configured: a record for each type, which checks what it is given. */
@NullMarked
package io.tocsin.connectors.hook;

import org.jspecify.annotations.NullMarked;
