// SPDX-License-Identifier: Apache-2.0
/**
 * How fast a SET is signed: by algorithm and by cryptographic provider, beside what OpenSSL does on the same machine.
 */
@NullMarked
package io.tocsin.benchmarks.signing;

import org.jspecify.annotations.NullMarked;
