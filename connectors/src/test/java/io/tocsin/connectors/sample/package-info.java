// SPDX-License-Identifier: Apache-2.0
/** What vendors send and answer, as it came from them or their documents, and how each of it is read. */
@NullMarked
package io.tocsin.connectors.sample;

import org.jspecify.annotations.NullMarked;
