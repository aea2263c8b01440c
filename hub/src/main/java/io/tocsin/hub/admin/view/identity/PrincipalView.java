// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.view.identity;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One principal as the identity stage of this process knows it.
 *
 * @param id {@code tenant|KIND|id}
 * @param kind in lower case: a user, a workload, and so on
 * @param owner of a device: whom its management names
 * @param observed of a device: who was seen on it, the last one first
 * @param sessions of a user or device: those that are live
 * @param reach of a device: live sessions bound to no device, of users who were seen on it within a day
 * @param life of a session
 */
public record PrincipalView(
        String id,
        String kind,
        String tenant,
        Instant firstSeen,
        List<NameView> names,
        List<MergeView> merges,
        List<PartingView> apart,
        @Nullable SightingView owner,
        List<SightingView> observed,
        List<BoundSessionView> sessions,
        List<BoundSessionView> reach,
        @Nullable SessionLifeView life) {

    /**
     * A name.
     *
     * @param strength {@code strong}, {@code medium} or {@code weak}: what it proves
     * @param seen last, to the day
     * @param until when it was given up
     * @param demoted it was seen on too many to prove anything any more
     */
    public record NameView(
            String kind,
            String namespace,
            String value,
            String strength,
            Instant since,
            Instant seen,
            @Nullable Instant until,
            boolean demoted) {}

    /** Another principal that turned out to be this one, by the word of a signal. */
    public record MergeView(String absorbed, String evidence, Instant at) {}

    /** Another principal that an operator said to be somebody else. */
    public record PartingView(String other, String evidence, Instant at) {}

    /** A user of a device, with the name by which people know one. */
    public record SightingView(String user, @Nullable String name, Instant since, Instant seen) {}

    /** A live session. */
    public record BoundSessionView(
            String id,
            @Nullable String name,
            Instant opened,
            Instant heard,
            @Nullable String user,
            @Nullable String device) {}

    /** From when to when a session was, and whose on what. */
    public record SessionLifeView(
            Instant opened,
            Instant heard,
            @Nullable Instant expires,
            @Nullable Instant closed,
            boolean timedOut,
            @Nullable String user,
            @Nullable String device) {}
}
