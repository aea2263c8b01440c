// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.config;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds keys that no record asks for. Comes before binding: there a misspelt key would first be reported as the missing
 * one.
 */
final class KeyCheck {
    private final ObjectMapper mapper;

    KeyCheck(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** A key that stands in the file and means nothing. */
    static final class UnknownKey extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient JsonPointer at;

        UnknownKey(JsonPointer at, String message) {
            super(message);
            this.at = at;
        }

        JsonPointer at() {
            return at;
        }
    }

    void check(JsonNode node, JavaType type, JsonPointer at) {
        if (node.isArray() && type.isCollectionLikeType()) {
            for (int i = 0; i < node.size(); i++) {
                check(node.get(i), type.getContentType(), at.appendIndex(i));
            }
        } else if (node.isObject() && type.isMapLikeType()) {
            node.properties()
                    .forEach(
                            entry -> check(entry.getValue(), type.getContentType(), at.appendProperty(entry.getKey())));
        } else if (node.isObject() && type.getRawClass().isSealed()) {
            String key = SealedTypes.key(type.getRawClass());
            Class<?> chosen =
                    SealedTypes.of(type.getRawClass()).get(node.path(key).asText());
            if (chosen != null) {
                checkRecord(node, mapper.constructType(chosen), at, Set.of(key));
            }
        } else if (node.isObject() && type.getRawClass().isRecord()) {
            checkRecord(node, type, at, Set.of());
        }
    }

    private void checkRecord(JsonNode node, JavaType type, JsonPointer at, Set<String> also) {
        Map<String, JavaType> known = keys(type);
        node.properties().forEach(entry -> {
            String key = entry.getKey();
            JavaType value = known.get(key);
            JsonPointer here = at.appendProperty(key);
            if (value != null) {
                check(entry.getValue(), value, here);
            } else if (!also.contains(key)) {
                throw new UnknownKey(here, unknown(key, known.keySet()));
            }
        });
    }

    private Map<String, JavaType> keys(JavaType record) {
        return mapper.getDeserializationConfig().introspect(record).findProperties().stream()
                .collect(toMap(
                        BeanPropertyDefinition::getName,
                        BeanPropertyDefinition::getPrimaryType,
                        (first, second) -> first,
                        TreeMap::new));
    }

    private static String unknown(String key, Set<String> known) {
        return NearestKey.of(key, known)
                .map(nearest -> "unknown key, did you mean \"" + nearest + "\"?")
                .orElseGet(
                        () -> "unknown key, expected one of " + known.stream().collect(joining(", ")));
    }
}
