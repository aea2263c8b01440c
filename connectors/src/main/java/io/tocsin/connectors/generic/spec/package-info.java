// SPDX-License-Identifier: Apache-2.0
/** The mapping of a generic webhook as it stands in the configuration: pointers and words, not yet checked. */
@NullMarked
package io.tocsin.connectors.generic.spec;

import org.jspecify.annotations.NullMarked;
