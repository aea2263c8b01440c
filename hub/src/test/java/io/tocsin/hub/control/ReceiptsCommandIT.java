// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.hub.Cli;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who confirmed a revocation, as {@code tocsin receipts} tells it: targets of actions, and receivers of SETs. */
@ExtendWith(HubExtension.class)
class ReceiptsCommandIT {
    private final OperatedHub hub;
    private final String session = "s-" + UUID.randomUUID();

    ReceiptsCommandIT(OperatedHub hub) {
        this.hub = hub;
    }

    @AfterEach
    void goodDay() {
        hub.receiverAnswers(202);
        hub.applicationsAnswer(200);
    }

    private String tocsin(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--config", hub.configFile().toString()));
        Cli cli = new Cli();
        int status = cli.execute(all.toArray(String[]::new));
        assertThat(status).as(cli.err()).isZero();
        return cli.out();
    }

    /** The lines of the revocation. */
    private List<String> listed(String... options) {
        List<String> command = new ArrayList<>(List.of("receipts", "list"));
        command.addAll(List.of(options));
        return tocsin(command.toArray(String[]::new))
                .lines()
                .filter(line -> line.startsWith("txn-" + session))
                .toList();
    }

    private void awaitLine(String form) {
        await().until(() -> listed().stream().anyMatch(line -> line.matches(form)));
    }

    @Test
    void aRevocationIsListedWithEverybodyWhoConfirmedItAndHowLongThatTook() throws Exception {
        String stream = hub.pushStream("other");

        hub.revokeSessions("globex", List.of(session));

        awaitLine(".* globex .* portal +done +\\d+ ms +1 .*");
        awaitLine(".* globex .* stream " + stream + " +acknowledged +\\d+ ms +1 +-.*");
        assertThat(listed("--unconfirmed")).isEmpty();
    }

    @Test
    void aSetThatNoReceiverHasTakenIsUnconfirmedUntilOneDoes() throws Exception {
        hub.receiverAnswers(503);
        String stream = hub.pushStream("payroll");

        hub.revokeSessions("acme", List.of(session));

        awaitLine(".* acme .* stream " + stream + " +waiting +- .*");
        assertThat(listed("--unconfirmed")).anyMatch(line -> line.contains(stream));
        hub.receiverAnswers(202);
        awaitLine(".* acme .* stream " + stream + " +acknowledged +\\d+ ms .*");
        assertThat(listed("--unconfirmed")).isEmpty();
    }

    @Test
    void aRevocationThatNobodyIsToldOfIsListedToo() {
        hub.revokeSessions("nobodys", List.of(session));

        awaitLine(".* nobodys .* nobody +untold +- .*");
        assertThat(listed("--unconfirmed")).singleElement().asString().contains("untold");
    }

    @Test
    void aTargetThatRefusedIsUnconfirmedAndCanBeAskedOnceMore() {
        hub.applicationsAnswer(400);

        hub.revokeSessions("initech", List.of(session));

        awaitLine(".* initech .* shop +given-up +- .*");
        assertThat(listed("--unconfirmed")).singleElement().asString().contains("400");
        Matcher receipt = Pattern.compile("given-up +- +1 +(\\S+)").matcher(listed().getFirst());
        assertThat(receipt.find()).isTrue();
        hub.applicationsAnswer(200);
        assertThat(tocsin("receipts", "retry", receipt.group(1)))
                .isEqualToIgnoringNewLines("Target shop is asked once more.");
        awaitLine(".* initech .* shop +done +\\d+ ms .*");
        assertThat(listed("--unconfirmed")).isEmpty();
    }
}
