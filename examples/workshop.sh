#!/bin/sh
# Shows what tracker does, on the logs of a small workshop.
#
# usage: examples/workshop.sh [FOLDER]
#
# FOLDER takes the bundle; without it, target/example/ does, and a bundle of an earlier run is replaced.
# The index and everything else tracker keeps lies in a temporary folder that is removed at the end.
set -eu

if [ $# -gt 1 ]; then
    echo "usage: examples/workshop.sh [FOLDER]" >&2
    exit 2
fi

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
out=target/example
force=--force
if [ $# -eq 1 ]; then
    mkdir -p -- "$1"
    out=$(CDPATH='' cd -- "$1" && pwd)
    force=
fi
cd -- "$root"

if [ ! -x target/tracker/bin/tracker ]; then
    echo "examples/workshop.sh: building tracker first: mvn -q -DskipTests package" >&2
    mvn -q -DskipTests package >&2
fi
mkdir -p -- "$out"

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

# Echoes the command without the options that all share, then runs it with them.
tracker() {
    echo "\$ tracker $*"
    target/tracker/bin/tracker --logs examples/workshop/logs \
        --map /srv/pipeline/exports=examples/workshop/exports \
        --map /exports=examples/workshop/exports \
        --zone Europe/Berlin --index "$tmp/index.db" "$@"
}

cat <<'EOF'
Every command below also has these options:
  --logs examples/workshop/logs --zone Europe/Berlin --index FILE
  --map /srv/pipeline/exports=examples/workshop/exports --map /exports=examples/workshop/exports

EOF
tracker list
echo
tracker show abc-123
echo
tracker show ws-01-stillepost
echo
tracker items --item-type output
echo
tracker stats --output-config sd35_large
echo
code=0
tracker export --all -o "$out/workshop.zip" $force || code=$?
if [ "$code" -ne 3 ]; then
    echo "examples/workshop.sh: export ended with exit code $code, expected 3 (written, but media are missing)" >&2
    [ "$code" -ne 0 ] || code=1
    exit "$code"
fi
echo
echo "Exit code 3 is right here: the bundle is written, and three media are missing on purpose"
echo "(two are behind a URL, one is gone). Unpack $out/workshop.zip and open data/index.html."
