// SPDX-License-Identifier: Apache-2.0
/**
 * Vendors' APIs as their documents have them, on one server: tokens that expire, every vendor's paging, limits, and, on
 * demand, all that goes wrong. Here and not among the tests because {@code tocsin lab} runs it for people too.
 */
@NullMarked
package io.tocsin.connectors.lab;

import org.jspecify.annotations.NullMarked;
