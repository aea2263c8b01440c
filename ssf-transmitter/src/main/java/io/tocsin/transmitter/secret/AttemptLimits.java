// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.secret;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/**
 * How often one may fail to prove who one is. Failures count against the address they come from and against the client
 * id they name, so that neither one address nor many can guess for long.
 *
 * <p>Strangers must not lock a client out by failing in its name: where a client has proven itself before, from the
 * same address, only failures of just that client from just there count. Strangers elsewhere, and others behind the
 * same address, spend other allowances.
 *
 * <p>Memory is bounded: what is seldom seen is forgotten first.
 */
public final class AttemptLimits {
    private static final int ENTRIES = 20_000;
    private static final int LONGEST_ID = 200;
    private static final Duration KNOWN_FOR = Duration.ofDays(30);
    private static final Allowance OF_ADDRESS = new Allowance(20, Duration.ofSeconds(2));
    private static final Allowance OF_CLIENT = new Allowance(60, Duration.ofSeconds(1));
    private static final Allowance OF_BOTH = new Allowance(20, Duration.ofSeconds(1));

    private record Allowance(int burst, Duration each) {
        Duration most() {
            return each.multipliedBy(burst);
        }
    }

    private record Both(String clientId, String address) {}

    private sealed interface Key {
        record Client(String clientId) implements Key {}

        record Address(String address) implements Key {}

        record Pair(Both both) implements Key {}
    }

    private final InstantSource clock;
    private final Cache<Both, Boolean> known = Caffeine.newBuilder()
            .maximumSize(ENTRIES)
            .expireAfterWrite(KNOWN_FOR)
            .build();
    /** Until when each is charged: in the future by as much as it has used up. */
    private final Cache<Key, AtomicReference<Instant>> charged = Caffeine.newBuilder()
            .maximumSize(ENTRIES)
            .expireAfterAccess(Duration.ofMinutes(10))
            .build();

    public AttemptLimits(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Charges an attempt, before it is looked at, so that many at once cannot pass.
     *
     * @param address where it comes from; of IPv6 only the network (64 bits) counts
     * @return how long to wait before trying again; zero if the attempt may be looked at
     */
    public Duration attempt(String clientId, String address) {
        Both both = both(clientId, address);
        if (known.getIfPresent(both) != null) {
            return charge(new Key.Pair(both), OF_BOTH);
        }
        Duration ofAddress = charge(new Key.Address(both.address()), OF_ADDRESS);
        return ofAddress.isZero() ? charge(new Key.Client(both.clientId()), OF_CLIENT) : ofAddress;
    }

    /** The attempt was right: it is not charged, and the client is known there from now on. */
    public void succeeded(String clientId, String address) {
        Both both = both(clientId, address);
        if (known.getIfPresent(both) != null) {
            refund(new Key.Pair(both), OF_BOTH);
        } else {
            refund(new Key.Address(both.address()), OF_ADDRESS);
            refund(new Key.Client(both.clientId()), OF_CLIENT);
        }
        known.put(both, true);
    }

    private Duration charge(Key key, Allowance allowance) {
        Instant now = clock.instant();
        AtomicReference<Instant> until = charged.get(key, fresh -> new AtomicReference<>(now));
        while (true) {
            Instant before = until.get();
            Instant from = before.isBefore(now) ? now : before;
            Instant after = from.plus(allowance.each());
            Duration over = Duration.between(now, after).minus(allowance.most());
            if (over.isPositive()) {
                return over;
            }
            if (until.compareAndSet(before, after)) {
                return Duration.ZERO;
            }
        }
    }

    private void refund(Key key, Allowance allowance) {
        AtomicReference<Instant> until = charged.getIfPresent(key);
        if (until != null) {
            until.updateAndGet(before -> before.minus(allowance.each()));
        }
    }

    /** Of a client id that somebody made up at length, no more is kept than of others. */
    private static Both both(String clientId, String address) {
        String bounded = clientId.length() > LONGEST_ID ? clientId.substring(0, LONGEST_ID) : clientId;
        return new Both(bounded, network(address));
    }

    private static String network(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        String[] groups = address.split(":", -1);
        return groups.length < 5 ? address : String.join(":", groups[0], groups[1], groups[2], groups[3]);
    }
}
