// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.origin;

/** How far the event time of a signal can be trusted. */
public enum TimeQuality {
    UNKNOWN,
    /** The source's own time of the event. */
    VENDOR_EVENT,
    /** The source's time of recording it. */
    VENDOR_RECORDED,
    /** The later of two snapshots between which it happened. */
    DIFF_UPPER_BOUND,
    /** No time given; the time it reached us. */
    RECEIVED,
    /** The source named a time too far in the future; the time it reached us. */
    CLAMPED
}
