// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.pull;

import io.tocsin.connectors.feed.Feed;
import io.tocsin.connectors.feed.FeedId;
import io.tocsin.connectors.feed.Memory;
import io.tocsin.connectors.feed.Page;
import io.tocsin.connectors.pull.DyingProducer.Killed;
import io.tocsin.connectors.vendor.FaultException;
import io.tocsin.connectors.vendor.Reply;
import io.tocsin.connectors.vendor.VendorApi;
import io.tocsin.connectors.vendor.VendorLines;
import java.io.InputStream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where a reader dies, in its second page. */
enum Step {
    BEFORE_THE_QUESTION,
    AFTER_THE_ANSWER,
    BEFORE_THE_TRANSACTION,
    AFTER_THE_FIRST_SIGNAL,
    BEFORE_THE_COMMIT,
    AFTER_THE_COMMIT;

    @Nullable
    DyingProducer producer() {
        return switch (this) {
            case BEFORE_THE_QUESTION, AFTER_THE_ANSWER -> null;
            case BEFORE_THE_TRANSACTION -> new DyingProducer("beginTransaction", 2, false);
            case AFTER_THE_FIRST_SIGNAL -> new DyingProducer("send", SENT_BY_ONE_PAGE + 1, true);
            case BEFORE_THE_COMMIT -> new DyingProducer("commitTransaction", 2, false);
            case AFTER_THE_COMMIT -> new DyingProducer("commitTransaction", 2, true);
        };
    }

    /** Dies before the vendor is asked a second time, or with its answer. */
    Feed feed(Feed real) {
        int[] asked = {0};
        return new Feed() {
            @Override
            public FeedId id() {
                return real.id();
            }

            @Override
            public Page read(Memory memory, Instant now) throws FaultException, InterruptedException {
                asked[0]++;
                if (Step.this == BEFORE_THE_QUESTION && asked[0] == 2) {
                    throw new Killed();
                }
                Page page = real.read(memory, now);
                if (Step.this == AFTER_THE_ANSWER && asked[0] == 2) {
                    throw new Killed();
                }
                return page;
            }

            @Override
            public void close() {
                real.close();
            }
        };
    }

    /** Dies where the line is opened, or right after. */
    VendorLines lines(VendorLines real) {
        return ask -> {
            if (this == BEFORE_THE_QUESTION) {
                throw new Killed();
            }
            InputStream in = real.open(ask);
            if (this == AFTER_THE_ANSWER) {
                throw new Killed();
            }
            return in;
        };
    }

    VendorApi api(VendorApi real) {
        int[] asked = {0};
        return ask -> {
            asked[0]++;
            if (this == BEFORE_THE_QUESTION && asked[0] == 2) {
                throw new Killed();
            }
            Reply reply = real.send(ask);
            if (this == AFTER_THE_ANSWER && asked[0] == 2) {
                throw new Killed();
            }
            return reply;
        };
    }

    private static final int SENT_BY_ONE_PAGE = 3;
}
