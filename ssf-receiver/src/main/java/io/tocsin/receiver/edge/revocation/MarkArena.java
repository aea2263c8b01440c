// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge.revocation;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Marks as bytes, one behind the other, none ever changed: who knows the place of one may read it without a lock. Each
 * has its length in front. One thread adds.
 */
final class MarkArena {
    /** So much that the collector does not take a piece for a huge object. */
    private static final int PIECE_BITS = 18;

    private static final int PIECE = 1 << PIECE_BITS;

    private ByteBuffer[] pieces = {ByteBuffer.allocate(PIECE)};
    /** The first byte stays free, so that no mark has place 0. */
    private int end = 1;

    /** The place of a copy of that mark. Throws {@link IllegalStateException} at two gigabytes. */
    int add(ByteBuffer mark, int from, int length) {
        if ((end & (PIECE - 1)) + 1 + length > PIECE) {
            int next = end >>> PIECE_BITS;
            if (next + 1 >= 1 << (Integer.SIZE - 1 - PIECE_BITS)) {
                throw new IllegalStateException("marks fill two gigabytes, max-entries is too large");
            }
            pieces = Arrays.copyOf(pieces, pieces.length + 1);
            pieces[next + 1] = ByteBuffer.allocate(PIECE);
            end = (next + 1) << PIECE_BITS;
        }
        ByteBuffer piece = piece(end);
        int at = end & (PIECE - 1);
        piece.put(at, (byte) length);
        piece.put(at + 1, mark, from, length);
        int place = end;
        end += 1 + length;
        return place;
    }

    /** What a place is in. */
    ByteBuffer piece(int place) {
        return pieces[place >>> PIECE_BITS];
    }

    /** Where in it the mark begins. */
    static int from(int place) {
        return (place & (PIECE - 1)) + 1;
    }

    int length(int place) {
        return piece(place).get(place & (PIECE - 1)) & 0xff;
    }
}
