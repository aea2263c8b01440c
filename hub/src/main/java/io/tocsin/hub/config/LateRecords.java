// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.BeanDeserializerFactory;
import com.fasterxml.jackson.databind.deser.ResolvableDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleDeserializers;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Looks into a record when the first one is read. A file has few of all the sections that there are, and finding out
 * what the others would be made of takes longer than reading it.
 */
final class LateRecords extends SimpleDeserializers {
    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable JsonDeserializer<?> findBeanDeserializer(
            JavaType type, DeserializationConfig config, BeanDescription description) throws JsonMappingException {
        return type.getRawClass().isRecord() ? new Late(type) : super.findBeanDeserializer(type, config, description);
    }

    private static final class Late extends StdDeserializer<Object> {
        private static final long serialVersionUID = 1L;
        private transient volatile @Nullable JsonDeserializer<?> known;

        Late(JavaType type) {
            super(type);
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            JsonDeserializer<?> reads = known;
            if (reads == null) {
                reads = lookedInto(context);
                known = reads;
            }
            return reads.deserialize(parser, context);
        }

        /** As Jackson does it for a record that nobody has a deserializer for. */
        private JsonDeserializer<?> lookedInto(DeserializationContext context) throws JsonMappingException {
            JavaType type = getValueType(context);
            JsonDeserializer<Object> made = ((BeanDeserializerFactory) context.getFactory())
                    .buildBeanDeserializer(context, type, context.getConfig().introspect(type));
            if (made instanceof ResolvableDeserializer resolvable) {
                resolvable.resolve(context);
            }
            return context.handlePrimaryContextualization(made, null, type);
        }
    }
}
