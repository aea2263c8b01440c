// SPDX-License-Identifier: Apache-2.0
/**
 * Envoy's external authorization over gRPC ({@code envoy.service.auth.v3.Authorization}): the questions and answers of
 * the edge's routes in Envoy's messages. Nothing else uses protobuf, so an edge that is not asked this way loads none.
 */
@NullMarked
package io.tocsin.receiver.edge.envoy;

import org.jspecify.annotations.NullMarked;
