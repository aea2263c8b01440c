// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.identity.recognition;

import io.tocsin.risk.identity.directory.Known;
import io.tocsin.schemas.signal.Recognition;

/** A principal, and how sure it is that a signal means it. */
public record Recognised(Known known, Recognition how) {}
