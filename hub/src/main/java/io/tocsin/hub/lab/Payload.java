// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A vendor's JSON with names in it where each delivery differs. */
final class Payload {
    private static final Pattern NAME = Pattern.compile("\\$\\{(\\w+)}");
    private final String resource;
    private final String template;

    private Payload(String resource, String template) {
        this.resource = resource;
        this.template = template;
    }

    static Payload of(String resource) {
        try (InputStream in = Payload.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("resource " + resource + " is not in the jar");
            }
            return new Payload(resource, new String(in.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] with(Map<String, String> values) {
        Matcher matcher = NAME.matcher(template);
        StringBuilder filled = new StringBuilder();
        while (matcher.find()) {
            String value = values.get(matcher.group(1));
            if (value == null) {
                throw new IllegalStateException(resource + " asks for " + matcher.group(1) + ", which nobody gave");
            }
            String escaped = new String(JsonStringEncoder.getInstance().quoteAsString(value));
            matcher.appendReplacement(filled, Matcher.quoteReplacement(escaped));
        }
        return matcher.appendTail(filled).toString().getBytes(UTF_8);
    }
}
