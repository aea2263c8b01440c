// SPDX-License-Identifier: Apache-2.0
package io.tocsin.schemas.random;

import io.tocsin.schemas.subject.ComplexSubject;
import io.tocsin.schemas.subject.SimpleSubject;
import io.tocsin.schemas.subject.Subject;
import io.tocsin.schemas.subject.SubjectFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Subjects of every format. */
public final class RandomSubjects {
    private final Draw draw;

    public RandomSubjects(Draw draw) {
        this.draw = draw;
    }

    public Subject any() {
        return draw.yes() ? simple() : complex();
    }

    public ComplexSubject complex() {
        Map<String, SimpleSubject> members = new TreeMap<>();
        draw.several(1, () -> draw.one("user", "device", "session", "application", "tenant", "org_unit", "group", "x"))
                .forEach(name -> members.put(name, simple()));
        return new ComplexSubject(members);
    }

    public SimpleSubject simple() {
        return draw.below(11) == 0 ? new SimpleSubject.Aliases(draw.several(1, this::unnested)) : unnested();
    }

    private SimpleSubject unnested() {
        List<Supplier<SimpleSubject>> formats = List.of(
                () -> new SimpleSubject.Account("acct:" + draw.name() + "@example.org"),
                () -> new SimpleSubject.Email(draw.name() + "@example.org"),
                () -> new SimpleSubject.IssSub("https://" + draw.name() + ".example", draw.text()),
                () -> new SimpleSubject.Opaque(draw.text()),
                () -> new SimpleSubject.PhoneNumber("+" + (1_000_000_000L + draw.below(1_000_000_000))),
                () -> new SimpleSubject.Did("did:example:" + draw.name()),
                () -> new SimpleSubject.Uri("urn:" + draw.text()),
                () -> new SimpleSubject.JwtId("https://" + draw.name(), draw.text()),
                () -> new SimpleSubject.SamlAssertionId("https://" + draw.name(), draw.text()),
                () -> new SimpleSubject.IpAddresses(draw.several(1, draw::text)),
                () -> new SimpleSubject.UnknownFormat(new SubjectFormat("x-" + draw.name()), draw.members()));
        return formats.get(draw.below(formats.size())).get();
    }
}
