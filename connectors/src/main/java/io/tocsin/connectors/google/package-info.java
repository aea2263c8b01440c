// SPDX-License-Identifier: Apache-2.0
/** Google Workspace's activity reports. */
@NullMarked
package io.tocsin.connectors.google;

import org.jspecify.annotations.NullMarked;
