// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter;

import io.tocsin.transmitter.http.Endpoints;
import io.tocsin.transmitter.http.Issuer;
import io.tocsin.transmitter.key.SealingKey;
import io.tocsin.transmitter.key.TokenSigner;
import io.tocsin.transmitter.key.ring.SigningKeys;
import io.tocsin.transmitter.management.Activity;
import io.tocsin.transmitter.management.OwnStreams;
import io.tocsin.transmitter.management.StreamJson;
import io.tocsin.transmitter.push.AddressRules;
import io.tocsin.transmitter.stream.StatusChanges;
import io.tocsin.transmitter.stream.Streams;
import io.tocsin.transmitter.view.CaughtUp;

/** What each issuer has of its own, where it is, who may call it and their streams, made of what all of them share. */
record Issuers(
        Access access,
        Assembly.Surroundings around,
        SigningKeys keys,
        TokenSigner signer,
        Streams streams,
        StatusChanges statuses,
        Activity activity,
        StreamJson json,
        SealingKey sealing,
        AddressRules addresses,
        CaughtUp fresh) {
    Issuer of(IssuerConfig issuer) {
        String iss = issuer.issuer().toString();
        Endpoints endpoints = new Endpoints(issuer.issuer());
        return new Issuer(
                endpoints,
                access.tokenEndpoint(issuer, endpoints.token(), signer, fresh),
                access.receivers().ofTenants(issuer::serves),
                access.callers(issuer, keys, fresh),
                access.offer(),
                new OwnStreams(
                        iss,
                        issuer.defaultSubjects(),
                        streams,
                        statuses,
                        activity,
                        json,
                        sealing,
                        addresses,
                        endpoints::poll,
                        around.clock()),
                issuer.defaultSubjects(),
                issuer.criticalSubjectMembers());
    }
}
