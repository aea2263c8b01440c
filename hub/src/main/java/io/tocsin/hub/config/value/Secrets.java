// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.config.value;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import io.tocsin.schemas.secret.Secret;
import java.io.IOException;

/** Reads a {@link Secret}; whatever goes wrong, the value is not repeated. */
public final class Secrets extends StdScalarDeserializer<Secret> {
    private static final long serialVersionUID = 1L;

    public Secrets() {
        super(Secret.class);
    }

    @Override
    public Secret deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        JsonToken token = parser.currentToken();
        if (!token.isScalarValue() || parser.getText().isEmpty()) {
            return context.reportInputMismatch(
                    Secret.class,
                    "expected a secret of at least one character; ${env:NAME}, ${file:path} or ${command:program} keep it out of here");
        }
        String value = parser.getText();
        return context.getAttribute(Placeholders.class) instanceof Placeholders placeholders
                ? placeholders.secret(value)
                : Secret.of(value);
    }
}
