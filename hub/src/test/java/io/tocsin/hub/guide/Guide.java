// SPDX-License-Identifier: Apache-2.0
package io.tocsin.hub.guide;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A page with blocks of commands, each perhaps followed by a block that shows what they print. */
record Guide(List<Step> steps) {
    private static final Pattern BLOCK =
            Pattern.compile("```sh\\n(?<commands>.*?)```\\n(?:```text\\n(?<shown>.*?)```\\n)?", Pattern.DOTALL);
    /** Stands for whatever is different each time. */
    private static final String ANYTHING = "…";

    /** @param shown what the page says the commands print; null if it says nothing */
    record Step(int line, String commands, @Nullable String shown) {
        boolean fits(String printed) {
            return shown == null
                    || Stream.of(shown.strip().split(ANYTHING, -1))
                            .map(Pattern::quote)
                            .collect(Collectors.collectingAndThen(Collectors.joining(".*?"), Pattern::compile))
                            .matcher(printed.strip())
                            .matches();
        }
    }

    static Guide read(Path page) throws IOException {
        String text = Files.readString(page);
        List<Step> steps = new ArrayList<>();
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            int line = (int) text.substring(0, block.start()).lines().count() + 1;
            steps.add(new Step(line, block.group("commands"), block.group("shown")));
        }
        return new Guide(List.copyOf(steps));
    }
}
