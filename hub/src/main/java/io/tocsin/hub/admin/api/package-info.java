// SPDX-License-Identifier: Apache-2.0
/**
 * The admin API: what an operator of the transmitter asks for and changes, as HTTP and JSON. docs/admin-api.yaml
 * describes it.
 */
@NullMarked
package io.tocsin.hub.admin.api;

import org.jspecify.annotations.NullMarked;
