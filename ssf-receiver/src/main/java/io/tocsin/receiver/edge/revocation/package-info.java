// SPDX-License-Identifier: Apache-2.0
/**
 * Who is out: what a SET changes for the sessions behind a proxy, kept as marks in one table, and what that says about
 * a request.
 */
@NullMarked
package io.tocsin.receiver.edge.revocation;

import org.jspecify.annotations.NullMarked;
