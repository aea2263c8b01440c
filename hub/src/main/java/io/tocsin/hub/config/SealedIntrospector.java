// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.config;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.jsontype.TypeResolverBuilder;
import com.fasterxml.jackson.databind.jsontype.impl.StdTypeResolverBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lets Jackson choose among the records of a sealed interface, with no annotation on them. */
final class SealedIntrospector extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable TypeResolverBuilder<?> findTypeResolver(
            MapperConfig<?> config, AnnotatedClass annotated, JavaType type) {
        TypeResolverBuilder<?> declared = super.findTypeResolver(config, annotated, type);
        if (declared != null || !isChoice(annotated.getRawType())) {
            return declared;
        }
        return new StdTypeResolverBuilder(JsonTypeInfo.Value.construct(
                JsonTypeInfo.Id.NAME, JsonTypeInfo.As.PROPERTY, SealedTypes.TYPE, null, false, true, null));
    }

    @Override
    public @Nullable List<NamedType> findSubtypes(Annotated annotated) {
        if (!isChoice(annotated.getRawType())) {
            return super.findSubtypes(annotated);
        }
        return SealedTypes.of(annotated.getRawType()).entrySet().stream()
                .map(alternative -> new NamedType(alternative.getValue(), alternative.getKey()))
                .toList();
    }

    private static boolean isChoice(Class<?> type) {
        return type.isInterface() && type.isSealed() && type.getName().startsWith("io.tocsin.");
    }
}
