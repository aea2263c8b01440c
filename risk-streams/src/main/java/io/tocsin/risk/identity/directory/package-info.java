// SPDX-License-Identifier: Apache-2.0
/**
 * Who is known in one tenant shard, and by which names: what the identity stage keeps in its stores. An alias says
 * whose a name is, a {@link io.tocsin.risk.identity.directory.Known} what is known of one principal, the agenda when
 * something is to be looked at again. All of it changes through a {@link io.tocsin.risk.identity.directory.Directory},
 * which lives as long as one signal is worked on and writes once.
 */
@NullMarked
package io.tocsin.risk.identity.directory;

import org.jspecify.annotations.NullMarked;
