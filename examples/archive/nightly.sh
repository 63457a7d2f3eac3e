#!/bin/sh
#
# Archives the logs of several places, each into a folder of its own, and ends with the worst exit code of all:
#
#   examples/archive/nightly.sh ARCHIVE SITES
#
# ARCHIVE is the folder that holds the archives; SITES a folder with one folder for each place, whose logs are in "logs".
# What fails is tried once more, by the ids of the executions that it failed for. TRACKER names the program.

set -u
tracker=${TRACKER:-tracker}
archive=${1:?name the folder that holds the archives}
sites=${2:?name the folder that holds a folder for each place}
worst=0

note() {
  # 3 is "done in part": worth a look, but not as bad as a failure.
  if [ "$1" -ne 0 ] && { [ "$worst" -eq 0 ] || [ "$worst" -eq 3 ]; }; then
    worst=$1
  fi
}

for site in "$sites"/*/; do
  [ -d "${site}logs" ] || continue
  name=$(basename "$site")
  to=$archive/$name
  failed=$archive/$name.failed
  mkdir -p "$archive"

  "$tracker" archive --logs "${site}logs" --to "$to" --per day --lock-wait 5m --errors-to "$failed"
  code=$?
  if [ "$code" -eq 1 ] && [ -s "$failed" ]; then
    "$tracker" archive --logs "${site}logs" --to "$to" --per day --lock-wait 5m --ids-from "$failed"
    code=$?
  fi
  note "$code"
  [ -s "$failed" ] || rm -f "$failed"

  if ! "$tracker" archive status --to "$to" >/dev/null; then
    echo "$name: no run ended well for more than a day" >&2
  fi
done

exit "$worst"
