// SPDX-License-Identifier: Apache-2.0
/** What stands before the demo's curtain rises: a folder, ports, certificates, secrets and the hub's configuration. */
@NullMarked
package io.tocsin.hub.demo.stage;

import org.jspecify.annotations.NullMarked;
