// SPDX-License-Identifier: Apache-2.0
/** By what we prove to a vendor who we are, and access tokens, kept while they live. */
@NullMarked
package io.tocsin.connectors.vendor.credential;

import org.jspecify.annotations.NullMarked;
