// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.connectors.vendor.Reply;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PagingTest {

    @Test
    void theNextLinkIsFoundAmongSeveralHeadersAndInOne() {
        String next = "https://acme.okta.example/api/v1/logs?after=1772440500000_1&limit=2,3";
        assertThat(Paging.linked(reply("<https://x.example/a>; rel=\"self\"", "<" + next + ">; rel=\"next\""), "next"))
                .isEqualTo(next);
        assertThat(Paging.linked(reply("<https://x.example/a,b>; rel=\"self\", <" + next + ">; rel=\"next\""), "next"))
                .isEqualTo(next);
        assertThat(Paging.linked(reply("<" + next + ">;rel=next"), "next")).isEqualTo(next);
        assertThat(Paging.linked(reply("<" + next + ">; rel=\"nextish\""), "next"))
                .isNull();
        assertThat(Paging.linked(reply(), "next")).isNull();
    }

    @Test
    void aLinkWithCharactersThatNoUrlHasIsReadAsMeant() {
        assertThat(Paging.uri("https://graph.example/v1.0/x?$filter=a ge 2026&$skiptoken=1"))
                .isEqualTo(URI.create("https://graph.example/v1.0/x?$filter=a%20ge%202026&$skiptoken=1"));
    }

    @Test
    void aParameterIsReplacedAndTheOthersStay() {
        URI asked = URI.create("https://x.example/a?first=0&max=100&dateFrom=1");
        assertThat(Paging.with(asked, "first", "100"))
                .isEqualTo(URI.create("https://x.example/a?max=100&dateFrom=1&first=100"));
    }

    private static Reply reply(String... links) {
        return new Reply(200, Map.of("Link", List.of(links)), new byte[0]);
    }
}
