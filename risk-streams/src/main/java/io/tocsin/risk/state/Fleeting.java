// SPDX-License-Identifier: Apache-2.0
package io.tocsin.risk.state;

/**
 * A store that ends with its run and that nobody reads but who writes it: a change need not be in it before the object
 * it is of makes room for others.
 */
public interface Fleeting {}
