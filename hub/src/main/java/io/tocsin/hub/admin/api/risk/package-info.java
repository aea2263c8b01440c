// SPDX-License-Identifier: Apache-2.0
/** What the admin API tells of decisions and risk, and lets an operator rule on. */
@NullMarked
package io.tocsin.hub.admin.api.risk;

import org.jspecify.annotations.NullMarked;
