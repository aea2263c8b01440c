// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.microsoft;

import io.tocsin.connectors.feed.Paging;
import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.mapping.Batch;
import io.tocsin.connectors.mapping.Mapped;
import io.tocsin.connectors.snapshot.Content;
import io.tocsin.connectors.snapshot.Differences;
import io.tocsin.connectors.snapshot.SnapshotFormat;
import io.tocsin.connectors.vendor.ApiConfig;
import io.tocsin.connectors.vendor.Ask;
import io.tocsin.schemas.signal.Entity;
import io.tocsin.schemas.signal.Identifier;
import io.tocsin.schemas.signal.IdentifierKind;
import io.tocsin.schemas.signal.SignalPayload.AccountChange;
import io.tocsin.schemas.signal.SignalType;
import io.tocsin.schemas.signal.Strength;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The accounts of a directory: whether they are enabled, and what they are called. Said within seconds of a change,
 * where the audit log takes minutes; whoever only joins is no news.
 */
public final class DirectoryUsers implements SnapshotFormat {
    public static final String FAMILY = "users";

    private static final Content CONTENT =
            Content.of("/id", "/userPrincipalName", "/mail", "/displayName", "/accountEnabled");

    private final Directory directory;
    private final ApiConfig api;

    public DirectoryUsers(Directory directory, ApiConfig api) {
        this.directory = directory;
        this.api = api;
    }

    @Override
    public Ask ask() {
        return Ask.get(api.at("/v1.0/users/delta?$select=id,userPrincipalName,mail,displayName,accountEnabled"));
    }

    @Override
    public Paging paging() {
        return GraphLog.PAGING;
    }

    @Override
    public Batch records(JsonAt body) {
        return Batch.of(body, GraphLog.VALUE);
    }

    @Override
    public String id(JsonAt record) {
        return record.get("id").requireText();
    }

    @Override
    public String content(JsonAt record) {
        return CONTENT.read(record);
    }

    @Override
    public Mapped appeared(JsonAt row, Moment moment) {
        return new Mapped.Ignored(Mapped.Why.NO_MEANING);
    }

    @Override
    public Mapped changed(JsonAt before, JsonAt row, Moment moment) {
        Differences differences = differences(row, moment);
        boolean enabled = isEnabled(row);
        if (enabled != isEnabled(before)) {
            differences.add(
                    enabled ? SignalType.ACCOUNT_ENABLED : SignalType.ACCOUNT_DISABLED,
                    new AccountChange(null, null, null));
        }
        Identifier old = upn(before);
        Identifier now = upn(row);
        if (old != null && now != null && !Objects.equals(old, now)) {
            differences.add(SignalType.ACCOUNT_IDENTIFIER_CHANGED, new AccountChange(null, old, now));
        }
        return differences.mapped();
    }

    @Override
    public Mapped gone(JsonAt before, Moment moment) {
        return differences(before, moment)
                .add(SignalType.ACCOUNT_DELETED, new AccountChange(null, null, null))
                .mapped();
    }

    private Differences differences(JsonAt row, Moment moment) {
        return new Differences(
                moment.arrival(), "entra", FAMILY, id(row), moment.pass(), moment.previous(), null, user(row));
    }

    private @Nullable Entity user(JsonAt row) {
        return directory
                .user(row.get("id").text(), row.get("userPrincipalName").text())
                .add(IdentifierKind.USER_EMAIL, row.get("mail").text(), Strength.STRONG)
                .display(row.get("displayName").text())
                .entity();
    }

    private static @Nullable Identifier upn(JsonAt row) {
        String upn = row.get("userPrincipalName").text();
        return upn == null ? null : new Identifier(IdentifierKind.USER_UPN, "", upn, Strength.STRONG);
    }

    private static boolean isEnabled(JsonAt row) {
        return !Boolean.FALSE.equals(row.get("accountEnabled").bool());
    }
}
