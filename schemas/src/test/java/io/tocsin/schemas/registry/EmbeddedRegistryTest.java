// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddedRegistryTest {
    private static final String FIELD = "{'type':'record','name':'R','fields':[{'name':'f','type':%s}]}";

    @Test
    void aSchemaIsKnownByItsIdAndAnIdByItsSchema() {
        Schema schema = schema(FIELD.formatted("'string'"));
        EmbeddedRegistry registry = new EmbeddedRegistry(List.of(schema));
        int id = registry.idOf("any-value", schema);
        assertThat(id).isPositive();
        assertThat(registry.byId(id)).isEqualTo(schema);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    'string'                                   | {'type':'string','avro.java.string':'String'}
                    'string'                                   | {'type':'string'}
                    {'type':'long','logicalType':'timestamp-micros'} | {'logicalType':'timestamp-micros','type':'long'}
                    'int','doc':'one'                          | 'int','doc':'two'
                    """)
    void whatDoesNotBearOnTheDataDoesNotChangeTheId(String one, String other) {
        assertThat(id(one)).isEqualTo(id(other));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    'string'               | 'bytes'
                    'int','default':1      | 'int','default':2
                    'int','default':1      | 'int'
                    'int','aliases':['g']  | 'int'
                    'long'                 | {'type':'long','logicalType':'timestamp-micros'}
                    {'type':'enum','name':'E','symbols':['A','B']} | {'type':'enum','name':'E','symbols':['A','B'],'default':'A'}
                    """)
    void whatBearsOnTheDataChangesTheId(String one, String other) {
        assertThat(id(one)).isNotEqualTo(id(other));
    }

    private static int id(String type) {
        return SchemaText.contentId(schema(FIELD.formatted(type)));
    }

    @Test
    void anIdNeverChangesFromOneVersionOfTheProgramToTheNext() {
        assertThat(id("'string'")).isEqualTo(1654536805);
    }

    @Test
    void everyReleasedFormIsKnown() {
        Schema signal = Released.copies("SignalRecord").getFirst();
        Schema other = new Schema.Parser().parse(signal.toString().replace("\"vendor\"", "\"seller\""));
        EmbeddedRegistry registry = new EmbeddedRegistry(List.of(other));
        assertThat(registry.byId(SchemaText.contentId(signal))).isEqualTo(signal);
    }

    @Test
    void whatIsNotBuiltInIsRefused() {
        EmbeddedRegistry registry = new EmbeddedRegistry(List.of());
        assertThatThrownBy(() -> registry.idOf("s", schema("{'type':'record','name':'R','fields':[]}")))
                .hasMessage("subject s: schema R is not among those built in");
        assertThatThrownBy(() -> registry.byId(5))
                .hasMessage("schema id 5 is not among the 0 built in;"
                        + " was the record written by a newer version, or with another registry?");
    }

    private static Schema schema(String text) {
        return new Schema.Parser().parse(text.replace('\'', '"'));
    }
}
