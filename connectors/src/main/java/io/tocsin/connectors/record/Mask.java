// SPDX-License-Identifier: Apache-2.0
package io.tocsin.connectors.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Replaces every text by another of the same shape, the same one each time within a recording, so that what was equal
 * stays equal: an address and the user name in it, a device's id in two lists. What is kept are times, numbers, and the
 * values of members whose names say that they hold a vendor's own words. Nobody can turn it back: the key is thrown
 * away. Used by one thread.
 */
final class Mask {
    /** Where all addresses of the vendor are said to be. */
    static final String ORIGIN = "https://vendor.example";

    /** Members that hold words of the vendor's: kinds, states, levels, and what a product calls its own things. */
    private static final Pattern VOCABULARY = Pattern.compile("(?i).*(type|types|types_v2|status|state|severity|level"
            + "|severity_name|levelduringsignin|levelaggregated|result|outcome|category|action|operationname|operation"
            + "|platform|platform_name|os|operatingsystem|os_version|osversion|kind|tactic|technique|technique_id"
            + "|errorcode|response|resolution|product|classification|determination|activitydisplayname|riskdetail"
            + "|riskscore|section|provider|credentialtype|factor|version|meets_criteria|signal_id)");

    private static final Pattern WORDS = Pattern.compile("[\\p{L}0-9 _.:/#()'-]{0,80}");
    private static final Pattern TOKEN = Pattern.compile("[\\p{L}\\p{N}]+");
    private static final Pattern TARGET = Pattern.compile("<([^>]*)>");
    private static final Pattern HEX = Pattern.compile("(?i)(?=.*[0-9])[0-9a-f]+");
    private static final Pattern IPV4 = Pattern.compile("(?<![0-9.])[0-9]{1,3}(\\.[0-9]{1,3}){3}(?![0-9.])");
    private static final Pattern PATH_WORD = Pattern.compile("[A-Za-z$][A-Za-z-]*|v[0-9.]+|datafeed|[0-9]{1,2}");
    /** What vendors write where they know nothing; a mapping knows these. */
    private static final Set<String> NOTHING =
            Set.of("unknown", "none", "null", "na", "true", "false", "not", "available", "applicable", "specified");

    private final Mac mac;
    private final Map<String, String> tokens = new HashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final Set<String> own = new HashSet<>();
    private String origin = ORIGIN;

    /** @param own names of the customer's that may stand in paths, as the configuration has them */
    Mask(Set<String> own) {
        own.forEach(name -> this.own.add(name.toLowerCase(Locale.ROOT)));
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    /** Whose addresses are the vendor's. */
    void origin(URI asked) {
        origin = asked.getScheme() + "://" + asked.getRawAuthority();
    }

    JsonNode json(JsonNode node) {
        return json(node, "");
    }

    private JsonNode json(JsonNode node, String member) {
        if (node instanceof ObjectNode object) {
            ObjectNode masked = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(each -> masked.set(name(each.getKey()), json(each.getValue(), each.getKey())));
            return masked;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode masked = JsonNodeFactory.instance.arrayNode();
            array.forEach(each -> masked.add(json(each, member)));
            return masked;
        }
        return node.isTextual() ? JsonNodeFactory.instance.textNode(value(member, node.textValue())) : node;
    }

    /** Some vendors have names of their customers' where others have members. */
    private String name(String member) {
        return member.indexOf('@') > 0 && !member.startsWith("@") && !member.contains("@odata") ? text(member) : member;
    }

    private String value(String member, String value) {
        boolean word =
                VOCABULARY.matcher(member).matches() && WORDS.matcher(value).matches();
        return word || isTime(value) ? value : link(value);
    }

    private static boolean isTime(String value) {
        try {
            return value.length() >= 16 && OffsetDateTime.parse(value).getYear() > 0;
        } catch (DateTimeException none) {
            return false;
        }
    }

    /** An address of the vendor's keeps the words of its path; any other text is masked as a whole. */
    private String link(String text) {
        if (!text.startsWith("https://") && !text.startsWith("http://")) {
            return text(text);
        }
        int query = text.indexOf('?');
        String head = query < 0 ? text : text.substring(0, query);
        if (!head.startsWith(origin)) {
            return "https://elsewhere.example/" + text(text.substring(text.indexOf("//") + 2));
        }
        return ORIGIN
                + path(head.substring(origin.length()))
                + (query < 0 ? "" : "?" + query(text.substring(query + 1)));
    }

    /** Names of parameters stay, what they hold does not. */
    private String query(String query) {
        StringBuilder masked = new StringBuilder();
        for (String each : query.split("&", -1)) {
            int equals = each.indexOf('=');
            masked.append(masked.isEmpty() ? "" : "&")
                    .append(equals < 0 ? text(each) : each.substring(0, equals + 1) + text(each.substring(equals + 1)));
        }
        return masked.toString();
    }

    /** A path; segments that are names or ids of somebody are masked. */
    String path(String path) {
        return Arrays.stream(path.split("/", -1))
                .map(segment -> isWord(segment) ? segment : text(segment))
                .collect(Collectors.joining("/"));
    }

    private boolean isWord(String segment) {
        return segment.isEmpty()
                || (PATH_WORD.matcher(segment).matches() && !own.contains(segment.toLowerCase(Locale.ROOT)));
    }

    /** A {@code Link} header: the address within it, and its relation as it is. */
    String linkHeader(String header) {
        return TARGET.matcher(header).replaceAll(match -> Matcher.quoteReplacement("<" + link(match.group(1)) + ">"));
    }

    /** Any text, word by word. */
    String text(String text) {
        return IPV4.matcher(text).find()
                ? IPV4.matcher(text).replaceAll(this::address)
                : TOKEN.matcher(text).replaceAll(match -> Matcher.quoteReplacement(token(match.group())));
    }

    private String address(MatchResult match) {
        return unique(match.group(), turn -> {
            byte[] hash = hash(match.group() + turn);
            // a range for tests of machines (RFC 2544), which nobody's sign-ins come from
            return "198." + (18 + (hash[0] & 1)) + "." + (hash[1] & 0xff) + "." + (hash[2] & 0xff);
        });
    }

    private String token(String token) {
        String lower = token.toLowerCase(Locale.ROOT);
        if (NOTHING.contains(lower)) {
            return token;
        }
        String masked = unique(lower, turn -> shaped(lower, turn));
        StringBuilder cased = new StringBuilder();
        for (int i = 0; i < token.length(); i++) {
            char c = masked.charAt(i);
            cased.append(Character.isUpperCase(token.charAt(i)) ? Character.toUpperCase(c) : c);
        }
        return cased.toString();
    }

    private interface Draw {
        String draw(int turn);
    }

    /** What is different stays different, as far as there are words of that shape. */
    private String unique(String original, Draw draw) {
        @Nullable String known = tokens.get(original);
        if (known != null) {
            return known;
        }
        String drawn = draw.draw(0);
        for (int turn = 1; turn < 1000 && !taken.add(drawn); turn++) {
            drawn = draw.draw(turn);
        }
        tokens.put(original, drawn);
        return drawn;
    }

    private String shaped(String token, int turn) {
        byte[] hash = hash(token + "|" + turn);
        boolean hex = HEX.matcher(token).matches();
        StringBuilder shaped = new StringBuilder();
        for (int i = 0; i < token.length(); i++) {
            int number = (hash[i % hash.length] & 0xff) + i / hash.length * 7;
            boolean digit = Character.isDigit(token.charAt(i));
            shaped.append((char) (digit ? '0' + number % 10 : 'a' + number % (hex ? 6 : 26)));
        }
        return shaped.toString();
    }

    private byte[] hash(String text) {
        return mac.doFinal(text.getBytes(UTF_8));
    }
}
