#!/bin/sh
# Runs a pipeline of four stages that records what it does, and shows what was recorded.
#
# usage: examples/pipeline.sh [FOLDER]
#
# FOLDER takes the logs and the pictures; without it, target/example/pipeline does, and those of an
# earlier run are replaced.
set -eu

if [ $# -gt 1 ]; then
    echo "usage: examples/pipeline.sh [FOLDER]" >&2
    exit 2
fi

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
if [ $# -eq 1 ]; then
    mkdir -p -- "$1"
    out=$(CDPATH='' cd -- "$1" && pwd)
else
    out=$root/target/example/pipeline
    rm -rf -- "$out"
    mkdir -p -- "$out"
fi
cd -- "$root"

if [ ! -x target/tracker/bin/tracker ]; then
    echo "examples/pipeline.sh: building tracker first: mvn -q -DskipTests package" >&2
    mvn -q -DskipTests package >&2
fi
java=java
if [ -n "${JAVA_HOME-}" ]; then
    java=$JAVA_HOME/bin/java
fi

tmp=$(mktemp -d)
trap 'rm -rf -- "$tmp"' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# What the caller has set up for logs of their own must not reach the example.
for name in LOGS MEDIA_ROOTS MAP INDEX STORE ZONE EXCLUDE_FROM LABELS KEEP_MISSING; do
    unset "TRACKER_$name"
done
XDG_CONFIG_HOME=$tmp/config XDG_CACHE_HOME=$tmp/cache XDG_DATA_HOME=$tmp/data PAGER=cat
export XDG_CONFIG_HOME XDG_CACHE_HOME XDG_DATA_HOME PAGER
# What would be made in the background for faster starts goes with the folder; or keeps it from going.
TRACKER_NO_CACHE=1
export TRACKER_NO_CACHE

tracker() {
    echo
    echo "\$ tracker $*"
    target/tracker/bin/tracker --logs "$out/logs" "$@"
}

"$java" -Djava.awt.headless=true -cp "target/tracker/lib/tracker.jar:target/tracker/lib/*" \
    examples/pipeline/Pipeline.java "$out"
tracker list
tracker show flower --no-head
tracker show knight --no-head
tracker show volcano --no-head
