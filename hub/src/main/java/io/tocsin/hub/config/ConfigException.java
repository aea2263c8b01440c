// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.config;

/** A configuration that cannot be used. The message is for the operator: where, what was found, what was expected. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ConfigException(String message) {
        super(message);
    }

    ConfigException(String message, Throwable cause) {
        super(message, cause);
    }
}
