// SPDX-License-Identifier: Apache-2.0
/**
 * From one YAML file to valid records, or to a message that names the file, the line, the key and what was expected.
 * Nothing here knows what the modules do with their sections.
 */
@NullMarked
package io.tocsin.hub.config;

import org.jspecify.annotations.NullMarked;
