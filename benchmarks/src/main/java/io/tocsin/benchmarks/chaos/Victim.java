// SPDX-License-Identifier: Apache-2.0
package io.tocsin.benchmarks.chaos;

/** Whose process may be killed. */
enum Victim {
    TRANSMITTER,
    BROKER,
    RECEIVER
}
