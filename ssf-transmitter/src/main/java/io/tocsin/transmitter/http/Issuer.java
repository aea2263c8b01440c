// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.http;

import io.tocsin.schemas.stream.DefaultSubjects;
import io.tocsin.transmitter.caller.AuthorizationOffer;
import io.tocsin.transmitter.caller.Callers;
import io.tocsin.transmitter.client.ReceiverLookup;
import io.tocsin.transmitter.management.OwnStreams;
import io.tocsin.transmitter.token.TokenEndpoint;
import java.util.List;

/**
 * What one issuer has of its own, as HTTP serves it.
 *
 * @param criticalSubjectMembers of its metadata (SSF 1.0 §7.1); often none
 */
public record Issuer(
        Endpoints endpoints,
        TokenEndpoint tokenEndpoint,
        ReceiverLookup receivers,
        Callers callers,
        AuthorizationOffer offer,
        OwnStreams streams,
        DefaultSubjects defaultSubjects,
        List<String> criticalSubjectMembers) {}
