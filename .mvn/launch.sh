# SPDX-License-Identifier: Apache-2.0
# What ./tocsin and benchmarks/run share; sourced with $root and $me set: finds a JDK, builds what is older than its sources.

wanted=21

fail() {
    echo "$me: $*" >&2
    exit 1
}

# The feature release of the JDK at $1, from its release file (25, 21, ...); 0 if it is none or only a JRE.
release_of() {
    [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || { echo 0; return; }
    feature=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
    echo "${feature:-0}"
}

find_jdk() {
    on_path=$(command -v java 2>/dev/null || true)
    [ -z "$on_path" ] || on_path=$(dirname "$(dirname "$(readlink -f "$on_path" 2>/dev/null || echo "$on_path")")")
    for home in "${JAVA_HOME:-}" "$on_path" \
        /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
        /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
        /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
        "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.asdf/installs/java/* \
        "$HOME"/.local/share/mise/installs/java/*; do
        if [ -n "$home" ] && [ "$(release_of "$home")" -ge $wanted ]; then
            echo "$home"
            return
        fi
    done
}

# Is the build that made the file $1 older than any source?
is_stale() {
    [ -f "$1" ] || return 0
    # folders too: a file deleted from one is a change
    [ -n "$(find "$root/pom.xml" "$root/.mvn" "$root"/*/pom.xml "$root"/*/src/main "$root"/connectors/*/src/main \
        -newer "$1" -print 2>/dev/null | head -n 1)" ]
}

# Builds module $1 and what it needs; what is said goes to the module's target/build.log.
build() {
    mvn=$(command -v mvn) || fail "the first start builds Tocsin and needs Maven 3.8.6 or newer on the PATH" \
        "(apt install maven, brew install maven, sdk install maven)."
    log=$root/$1/target/build.log
    echo "$me: building (once; the log is $log)" >&2
    # The checks are for who changes the code; a newer JDK's new warning must not keep anybody from a first start.
    (cd "$root" && exec "$mvn" -B -q -pl "$1" -am -DskipTests -Dspotless.check.skip -Dcheckstyle.skip \
        -Dcyclonedx.skip -Djavac.checks=-g -Djavac.test-checks=-g -Dmaven.compiler.failOnWarning=false \
        package) >"$log" 2>&1 </dev/null || {
        grep '^\[ERROR\]' "$log" | head -n 5 >&2 || true
        fail "the build failed; its log is $log"
    }
}

# Builds module $1 if the file $2, which its build writes last, is missing or older than the sources.
build_if_stale() {
    is_stale "$2" || return 0
    mkdir -p "$root/$1/target"
    if command -v flock >/dev/null 2>&1; then
        exec 9>"$root/$1/target/build.lock"
        flock 9
        # somebody else may just have built it
        if is_stale "$2"; then build "$1"; fi
        exec 9>&-
    else
        build "$1"
    fi
}

jdk=$(find_jdk)
[ -n "$jdk" ] || fail "needs a JDK $wanted or newer and found none: install one (apt install openjdk-21-jdk," \
    "brew install openjdk, sdk install java, or https://adoptium.net), or set JAVA_HOME to it."
export JAVA_HOME="$jdk"

# Kafka still unmaps files the way that JDK 24 and later announce the end of; older ones do not know the option.
unsafe=
[ "$(release_of "$jdk")" -lt 23 ] || unsafe=--sun-misc-unsafe-memory-access=allow

# What Tocsin does makes much that is soon forgotten and keeps much that is often changed: a large young generation, no
# work for short pauses, and smaller objects where the JDK has them. Measured: docs/performance.md.
busy="-XX:+UseParallelGC -XX:NewRatio=1"
[ "$(release_of "$jdk")" -lt 25 ] || busy="$busy -XX:+UseCompactObjectHeaders"
hub_heap="-Xms64m -Xmx1g $busy"
# an edge has to be back at once, with all it knew in memory; short pauses while it answers, and none that go on beside it
edge_heap="-Xms512m -Xmn256m -Xmx1g -XX:+UseParallelGC"
# and makes each record of its configuration once: making code to do that quicker takes longer than doing it
edge_heap="$edge_heap -Djdk.reflect.useNativeAccessorOnly=true"
# a backtest keeps all it knows of everybody in memory; larger pages where the system gives them
backtest_heap="-Xmx4g $busy"
pages=/sys/kernel/mm/transparent_hugepage/enabled
if [ -r $pages ] && ! grep -qF '[never]' $pages; then backtest_heap="$backtest_heap -XX:+UseTransparentHugePages"; fi
