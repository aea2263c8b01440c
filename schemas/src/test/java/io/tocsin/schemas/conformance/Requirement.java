// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.conformance;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The requirements that a test shows to be met, by their ids in {@code docs/conformance.md}, which lists both. */
@Documented
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Requirement {
    /** Ids such as {@code SSF-8.1.1.3-2}. */
    String[] value();
}
