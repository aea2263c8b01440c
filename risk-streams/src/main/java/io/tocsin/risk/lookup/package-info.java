// SPDX-License-Identifier: Apache-2.0
/**
 * Finds again what was said: every instance follows the topics that people ask about and keeps an index of them on its
 * disk, so that a question is answered from any instance, without reading a month of topic, and with memory for a cache
 * only. What lies in topics stays there: the index says where. Entries of topics that forget are forgotten too.
 *
 * <p>The index and how far it has come are written in one batch, so a crash leaves no hole. One that is lost, or that
 * belongs to another Kafka, is made anew from the topics.
 */
@NullMarked
package io.tocsin.risk.lookup;

import org.jspecify.annotations.NullMarked;
