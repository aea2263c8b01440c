// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.config;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.KebabCaseStrategy;
import java.util.Map;
import java.util.TreeMap;

/**
 * How alternatives are written: a key, {@code type} unless declared otherwise, names the record, by the name it
 * declares or else by its own in kebab case.
 */
final class SealedTypes {
    static final String TYPE = "type";
    private static final KebabCaseStrategy KEBAB = new KebabCaseStrategy();

    private SealedTypes() {}

    /** The key that tells the alternatives apart. */
    static String key(Class<?> sealed) {
        JsonTypeInfo declared = sealed.getAnnotation(JsonTypeInfo.class);
        return declared == null ? TYPE : declared.property();
    }

    static Map<String, Class<?>> of(Class<?> sealed) {
        Map<String, Class<?>> byName = new TreeMap<>();
        JsonSubTypes declared = sealed.getAnnotation(JsonSubTypes.class);
        if (declared != null) {
            for (JsonSubTypes.Type type : declared.value()) {
                byName.put(type.name(), type.value());
            }
        } else {
            for (Class<?> permitted : sealed.getPermittedSubclasses()) {
                byName.put(KEBAB.translate(permitted.getSimpleName()), permitted);
            }
        }
        return byName;
    }
}
