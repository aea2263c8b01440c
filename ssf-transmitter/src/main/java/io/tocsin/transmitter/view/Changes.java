// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.view;

/** Hears of every record of a compacted topic, in order for each key, on the view's own thread. Must not block. */
public interface Changes<K, V> {
    /** The key is new or has another value. */
    void put(K key, V value);

    void removed(K key);
}
