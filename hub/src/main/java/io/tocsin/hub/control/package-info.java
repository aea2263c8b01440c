// SPDX-License-Identifier: Apache-2.0
/** The operator's commands: each asks the admin API of a hub that runs, and says in words what it answered. */
@NullMarked
package io.tocsin.hub.control;

import org.jspecify.annotations.NullMarked;
