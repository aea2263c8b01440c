// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.tocsin.hub.policy;

import org.jspecify.annotations.NullMarked;
