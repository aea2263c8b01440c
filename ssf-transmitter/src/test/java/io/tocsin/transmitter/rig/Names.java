// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.rig;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.stream.Stream;

/** Lets tests have a name that stands for an address nobody may push to; every other name means what it always does. */
public final class Names extends InetAddressResolverProvider {
    /** Another address of this machine stands for the ones that only we can reach. */
    public static final String INSIDE = "inside.example";

    public static final String INSIDE_ADDRESS = "127.0.0.9";

    @Override
    public InetAddressResolver get(Configuration configuration) {
        InetAddressResolver builtin = configuration.builtinResolver();
        return new InetAddressResolver() {
            @Override
            public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
                return host.equals(INSIDE)
                        ? Stream.of(InetAddress.getByAddress(INSIDE, new byte[] {127, 0, 0, 9}))
                        : builtin.lookupByName(host, policy);
            }

            @Override
            public String lookupByAddress(byte[] address) throws UnknownHostException {
                return builtin.lookupByAddress(address);
            }
        };
    }

    @Override
    public String name() {
        return "tests";
    }
}
