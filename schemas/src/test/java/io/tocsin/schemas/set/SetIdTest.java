// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.set;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SetIdTest {
    @Test
    void anIdCanBeGivenToAnyCommand() {
        List<String> ids = IntStream.range(0, 1_000)
                .mapToObj(event -> SetId.of("event-" + event, "stream"))
                .toList();

        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("[A-Za-f][\\w-]{21}"));
    }

    @Test
    void anEventHasTheSameIdOnAStreamAndAnotherOnAnother() {
        assertThat(SetId.of("event", "stream")).isEqualTo(SetId.of("event", "stream"));
        assertThat(SetId.of("event", "other")).isNotEqualTo(SetId.of("event", "stream"));
        assertThat(SetId.of("event1", "stream")).isNotEqualTo(SetId.of("event", "1stream"));
    }
}
