// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.admin.api.risk;

import io.tocsin.hub.admin.view.ViewJson;
import io.tocsin.hub.admin.view.decision.AuditKeysView;
import io.tocsin.hub.admin.view.decision.VerificationView;
import io.tocsin.risk.audit.AuditKeys;
import io.tocsin.risk.audit.Finding;
import io.tocsin.risk.audit.Verification;
import io.tocsin.risk.operate.Verifications;
import io.tocsin.schemas.json.Json;
import java.util.List;

/** The seal of the decision log as the admin API has it. */
final class AuditViews {
    /** Of a log that was written anew nothing fits; what is wrong is plain from the first. */
    private static final int MOST_FINDINGS = 100;

    private AuditViews() {}

    static VerificationView of(Verifications.Progress progress) {
        Verification result = progress.result();
        return new VerificationView(
                progress.id(),
                ViewJson.word(progress.state()),
                progress.started(),
                progress.read(),
                result == null ? null : result.intact(),
                result == null ? 0 : result.verified(),
                result == null ? 0 : result.uncovered(),
                result == null
                        ? List.of()
                        : result.partitions().stream().map(AuditViews::of).toList(),
                result == null ? List.of() : findings(result.foreign()),
                progress.problem());
    }

    private static VerificationView.PartitionView of(Verification.Partition partition) {
        return new VerificationView.PartitionView(
                partition.partition(),
                partition.begins(),
                partition.ends(),
                partition.checkpoints(),
                partition.from(),
                partition.through(),
                partition.verified(),
                partition.tail().records(),
                partition.tail().since(),
                partition.notes(),
                findings(partition.findings()));
    }

    private static List<VerificationView.FindingView> findings(List<Finding> findings) {
        return findings.stream()
                .limit(MOST_FINDINGS)
                .map(finding -> new VerificationView.FindingView(
                        ViewJson.word(finding.kind()), finding.from(), finding.to(), finding.text()))
                .toList();
    }

    static AuditKeysView of(AuditKeys keys) {
        return new AuditKeysView(
                keys.describe().stream()
                        .map(key -> new AuditKeysView.AuditKeyView(key.id(), key.since(), key.signs(), key.ours()))
                        .toList(),
                Json.parse(keys.published()));
    }
}
