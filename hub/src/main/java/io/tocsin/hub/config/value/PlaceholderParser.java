// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.config.value;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A parser whose string values have their placeholders resolved; keys are left as they are. */
public final class PlaceholderParser extends JsonParserDelegate {
    private final Placeholders placeholders;

    public PlaceholderParser(JsonParser parser, Placeholders placeholders) {
        super(parser);
        this.placeholders = placeholders;
    }

    @Override
    public @Nullable String getText() throws IOException {
        String text = super.getText();
        if (text == null || currentToken() != JsonToken.VALUE_STRING) {
            return text;
        }
        try {
            return placeholders.resolve(text);
        } catch (IllegalArgumentException e) {
            throw MismatchedInputException.from(this, String.class, e.getMessage());
        }
    }

    @Override
    public @Nullable String getValueAsString() throws IOException {
        return currentToken() == JsonToken.VALUE_STRING ? getText() : super.getValueAsString();
    }

    @Override
    public @Nullable String getValueAsString(@Nullable String absent) throws IOException {
        return currentToken() == JsonToken.VALUE_STRING ? getText() : super.getValueAsString(absent);
    }

    @Override
    public boolean hasTextCharacters() {
        return false;
    }

    @Override
    public char[] getTextCharacters() throws IOException {
        String text = getText();
        return text == null ? new char[0] : text.toCharArray();
    }

    @Override
    public int getTextLength() throws IOException {
        return getTextCharacters().length;
    }

    @Override
    public int getTextOffset() {
        return 0;
    }
}
