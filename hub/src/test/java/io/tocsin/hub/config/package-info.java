// SPDX-License-Identifier: Apache-2.0
/** Tests of how a configuration file is read, and refused. */
@NullMarked
package io.tocsin.hub.config;

import org.jspecify.annotations.NullMarked;
