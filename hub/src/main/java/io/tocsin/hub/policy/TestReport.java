// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.policy;

import io.tocsin.risk.policy.Policy;
import io.tocsin.risk.rehearsal.Rehearsal;
import io.tocsin.risk.rehearsal.Rehearsal.Failure;
import io.tocsin.risk.rehearsal.Rehearsal.Result;
import java.io.PrintWriter;
import java.util.List;

/** How the tests of a policy ended. */
final class TestReport {
    private TestReport() {}

    static List<Result> run(Policy policy) {
        return policy.tests().stream().map(trial -> Rehearsal.of(policy, trial)).toList();
    }

    /** Returns if all of them pass; throws {@link PolicyFileException} if not, and tells which. */
    static void require(PolicyFile document, PrintWriter err) {
        List<Result> failed = run(document.policy()).stream()
                .filter(result -> !result.passed())
                .toList();
        if (!failed.isEmpty()) {
            failed.forEach(result -> print(document.name(), result, err));
            throw new PolicyFileException("nothing was published: " + failed.size() + " of "
                    + document.policy().tests().size() + " tests of " + document.name() + " fail");
        }
    }

    static void print(String file, Result result, PrintWriter out) {
        for (Failure failure : result.failures()) {
            out.println(file + ":" + failure.place().line() + ":"
                    + failure.place().column() + ": " + result.trial().name() + ": " + failure.message());
        }
    }
}
