// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.feed;

import com.fasterxml.jackson.core.JsonPointer;
import io.tocsin.connectors.json.JsonAt;
import io.tocsin.connectors.json.UnexpectedJsonException;
import io.tocsin.connectors.vendor.Ask;
import io.tocsin.connectors.vendor.Reply;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** How a vendor leads from a page to the next. */
@FunctionalInterface
public interface Paging {

    /** The question for the next page; absent behind the last. {@code records}: how many the page had. */
    @Nullable
    Ask next(Ask asked, Reply reply, JsonAt body, int records);

    /** The body names the next page's address. */
    static Paging link(JsonPointer at) {
        return (asked, reply, body, records) -> {
            String link = body.at(at).text();
            return link == null ? null : Ask.get(uri(link));
        };
    }

    /** The body holds a token; {@code ask} puts it into the question asked last. */
    static Paging token(JsonPointer at, BiFunction<Ask, String, Ask> ask) {
        return (asked, reply, body, records) -> {
            String token = body.at(at).id();
            return token == null ? null : ask.apply(asked, token);
        };
    }

    /** The question says how many records to leave out; a page that is not full is the last. */
    static Paging skip(String parameter, int size) {
        return (asked, reply, body, records) -> {
            if (records < size) {
                return null;
            }
            long skipped = number(asked.uri(), parameter);
            return Ask.get(with(asked.uri(), parameter, Long.toString(skipped + records)));
        };
    }

    /** The question names a page by number, counted from the first question's; a page that is not full is the last. */
    static Paging number(String parameter, int size) {
        return (asked, reply, body, records) -> records < size
                ? null
                : Ask.get(with(asked.uri(), parameter, Long.toString(number(asked.uri(), parameter) + 1)));
    }

    /** The target of the {@code Link} header (RFC 8288) with that relation. */
    static @Nullable String linked(Reply reply, String relation) {
        for (String header : reply.headers("Link")) {
            for (String link : header.split(",(?=\\s*<)", -1)) {
                int start = link.indexOf('<');
                int end = link.indexOf('>');
                String parameters = end < 0 ? "" : link.substring(end + 1).replace(" ", "");
                if (start >= 0
                        && end > start
                        && (parameters.contains(";rel=\"" + relation + "\"")
                                || parameters.matches("(?s).*;rel=" + relation + "(;.*)?"))) {
                    return link.substring(start + 1, end);
                }
            }
        }
        return null;
    }

    /** A link as vendors write them: with spaces and other characters that stand for themselves in no URL. */
    static URI uri(String link) {
        try {
            return new URI(link);
        } catch (URISyntaxException unused) {
            return strict(link);
        }
    }

    private static URI strict(String link) {
        StringBuilder strict = new StringBuilder();
        link.codePoints().forEach(c -> {
            if (c <= ' ' || c > '~' || "\"<>\\^`{|}".indexOf(c) >= 0) {
                strict.append(URLEncoder.encode(Character.toString(c), StandardCharsets.UTF_8)
                        .replace("+", "%20"));
            } else {
                strict.appendCodePoint(c);
            }
        });
        try {
            return new URI(strict.toString());
        } catch (URISyntaxException unused) {
            throw new UnexpectedJsonException("next link", "a text that is no URL", "a URL");
        }
    }

    /** The address with another value of one parameter of its query. */
    static URI with(URI uri, String parameter, String value) {
        List<String> parameters = new ArrayList<>();
        String query = uri.getRawQuery();
        if (query != null) {
            for (String each : query.split("&", -1)) {
                if (!each.startsWith(parameter + "=")) {
                    parameters.add(each);
                }
            }
        }
        parameters.add(parameter + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
        String text = uri.toString();
        int mark = text.indexOf('?');
        return URI.create((mark < 0 ? text : text.substring(0, mark)) + "?" + String.join("&", parameters));
    }

    private static long number(URI uri, String parameter) {
        String query = uri.getRawQuery();
        if (query != null) {
            for (String each : query.split("&", -1)) {
                if (each.startsWith(parameter + "=")) {
                    return Long.parseLong(each.substring(parameter.length() + 1));
                }
            }
        }
        return 0;
    }
}
