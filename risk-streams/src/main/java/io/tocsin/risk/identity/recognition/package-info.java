// SPDX-License-Identifier: Apache-2.0
/**
 * Who is meant by the names in a signal. A strong name decides alone; of medium ones two of different kinds must agree,
 * and nothing may speak against it; weak ones decide nothing, but where everything else is silent they may say who it
 * probably is, for that one signal. A strong name that turns up on too many is demoted. What an operator has put
 * asunder, no name joins.
 */
@NullMarked
package io.tocsin.risk.identity.recognition;

import org.jspecify.annotations.NullMarked;
