// SPDX-License-Identifier: Apache-2.0
/**
 * Runs the feeds: which instance reads which connector, each page and its position in one Kafka transaction, what is
 * done when a vendor does not answer, and what operators see and say.
 */
@NullMarked
package io.tocsin.connectors.pull;

import org.jspecify.annotations.NullMarked;
