// SPDX-License-Identifier: Apache-2.0
/**
 * The program {@code tocsin}: reads the command line and the configuration, starts the roles asked for and closes them.
 */
@NullMarked
package io.tocsin.hub;

import org.jspecify.annotations.NullMarked;
