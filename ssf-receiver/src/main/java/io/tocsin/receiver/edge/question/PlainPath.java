// SPDX-License-Identifier: Apache-2.0
package io.tocsin.receiver.edge.question;

import java.util.ArrayDeque;
import java.util.Deque;

/** A path as an application may read it: decoded, without dots, parameters and doubled slashes. */
public final class PlainPath {
    private PlainPath() {}

    public static String of(String path) {
        String decoded = Escapes.decoded(path).replace('\\', '/');
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : decoded.split("/", -1)) {
            int parameters = segment.indexOf(';');
            String name = parameters < 0 ? segment : segment.substring(0, parameters);
            if (name.equals("..")) {
                segments.pollLast();
            } else if (!name.isEmpty() && !name.equals(".")) {
                segments.add(name);
            }
        }
        String end = decoded.endsWith("/") && !segments.isEmpty() ? "/" : "";
        return "/" + String.join("/", segments) + end;
    }
}
