// SPDX-License-Identifier: Apache-2.0
package io.tocsin.transmitter.subject.index;

import io.tocsin.schemas.subject.ComplexSubject;
import io.tocsin.schemas.subject.SimpleSubject;
import io.tocsin.schemas.subject.Subject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A subject as it is compared: by member, each with the hashes of the identifiers it goes by. A simple subject has one
 * member, itself. Values are alike where they have a hash in common: an {@code aliases} is like each of its
 * identifiers, everything else only like itself.
 *
 * @param hash of the subject as a whole
 */
public record Terms(SubjectHash hash, NavigableMap<String, List<SubjectHash>> members) {
    /** No member of a complex subject has this name. */
    private static final String ITSELF = "format";

    /** The names of a simple subject's members. */
    static final List<String> SIMPLE = List.of(ITSELF);

    /** In how many ways the values of a subject may be combined. */
    public static final int MOST_COMBINATIONS = 64;

    public static Terms of(Subject subject) {
        SubjectHash hash = SubjectHash.of(subject);
        TreeMap<String, List<SubjectHash>> members = new TreeMap<>();
        switch (subject) {
            case ComplexSubject complex ->
                complex.members()
                        .forEach((name, value) -> members.put(name, identifiers(value, SubjectHash.of(value))));
            case SimpleSubject simple -> members.put(ITSELF, identifiers(simple, hash));
        }
        return new Terms(hash, members);
    }

    /** Of a simple subject that goes by its own hash only. */
    static Terms plain(SubjectHash hash) {
        return new Terms(hash, new TreeMap<>(Map.of(ITSELF, List.of(hash))));
    }

    /** Does the hash say all of it? */
    boolean isPlain() {
        return isSimple() && keys(SIMPLE).equals(List.of(hash));
    }

    /** The same where a simple subject stands for a user. */
    public Terms asUser() {
        return isSimple() ? new Terms(hash, new TreeMap<>(Map.of(ComplexSubject.USER, values(ITSELF)))) : this;
    }

    public boolean isSimple() {
        return members.containsKey(ITSELF);
    }

    List<String> names() {
        return List.copyOf(members.keySet());
    }

    /** In how many ways its values can be combined; more than {@link #MOST_COMBINATIONS} is not to be indexed. */
    public long combinations() {
        long product = 1;
        for (List<SubjectHash> values : members.values()) {
            product = Math.min(Integer.MAX_VALUE, product * values.size());
        }
        return product;
    }

    /** A hash for each combination of the values of these members. */
    List<SubjectHash> keys(List<String> names) {
        if (names.size() == 1) {
            return values(names.getFirst());
        }
        List<List<SubjectHash>> combinations = List.of(List.of());
        for (String name : names) {
            List<List<SubjectHash>> longer = new ArrayList<>();
            for (List<SubjectHash> combination : combinations) {
                for (SubjectHash value : values(name)) {
                    List<SubjectHash> next = new ArrayList<>(combination);
                    next.add(value);
                    longer.add(next);
                }
            }
            combinations = longer;
        }
        return combinations.stream().map(SubjectHash::of).toList();
    }

    private List<SubjectHash> values(String name) {
        return members.getOrDefault(name, List.of());
    }

    private static List<SubjectHash> identifiers(SimpleSubject subject, SubjectHash whole) {
        if (subject instanceof SimpleSubject.Aliases aliases) {
            return List.copyOf(new LinkedHashSet<>(
                    aliases.identifiers().stream().map(SubjectHash::of).toList()));
        }
        return List.of(whole);
    }
}
