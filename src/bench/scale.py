#!/usr/bin/env python3
"""Reads more than anybody has: src/bench/scale.py [--files N] [--keep] [--write]

Run from the root of the project after `mvn -q -DskipTests package`. Makes N logs of 10,000 items each, 2,000 unless told otherwise
(20 million items, 17 GB), in target/bench if there is room, and measures the first reading, the index, and what commands take
then. Deletes it all in the end. --write puts the table into src/docs/reliability.md.
"""

import argparse
import datetime
import os
import shutil
import statistics
import sys

import archive
import run

ITEMS = 10_000  # of each file
ROOM = 1_400  # bytes of disk for each item, the index included


def make(folder, files):
    """Writes the same journeys again under other ids, each file a day later than the one before."""
    _, log = run.log_of(ITEMS)
    with open(log, "rb") as source:
        text = source.read()
    day = datetime.date(2000, 1, 1)
    for number in range(files):
        date = (day + datetime.timedelta(days=number)).isoformat().encode()
        changed = text.replace(b'"run_', b'"run_%05d_' % number).replace(b'"2025-01-07T', b'"' + date + b"T")
        with open(os.path.join(folder, f"{number:05}.jsonl"), "wb") as out:
            out.write(changed)
    return len(text) * files


def commands(folder, index, files):
    """Returns what is measured after the first reading, with a name for each."""
    last = os.path.join(folder, f"{files - 1:05}.jsonl")

    def one_line_more():
        with open(last, "a", encoding="utf-8") as log:
            log.write('{"execution_id":"added","sequence_number":%d,"item_type":"output_text","content":"x"}\n' % os.stat(last).st_size)

    yield "list -n 20", run.tracker(folder, index, "list", "-n", "20"), None
    yield "list -n 20, one more line", run.tracker(folder, index, "list", "-n", "20"), one_line_more
    yield "list --since, one day", run.tracker(folder, index, "list", "--on", "2000-01-01", "-n", "20"), None
    yield "show latest", run.tracker(folder, index, "show", "latest"), None
    yield "items -n 20", run.tracker(folder, index, "items", "-n", "20"), None
    yield "stats", run.tracker(folder, index, "stats"), None
    yield "stats --by config", run.tracker(folder, index, "stats", "--by", "config"), None
    yield "stats --by output-config", run.tracker(folder, index, "stats", "--by", "output-config"), None
    yield "outputs --output-config flux1_dev -n 20", run.tracker(folder, index, "outputs", "--output-config", "flux1_dev", "-n", "20"), None


def searches(folder, index):
    """As commands, once the first search has made the index of words."""
    yield "search, a word in every fourth item, -n 20", run.tracker(folder, index, "search", "Honig", "-n", "20"), None
    yield "list --text, the same word, -n 20", run.tracker(folder, index, "list", "--text", "Honig", "-n", "20"), None


def medians(commands):
    for name, command, before in commands:
        measured = []
        for _ in range(3):
            if before:
                before()
            measured.append(archive.measure(command))
        yield row(name, *(statistics.median(column) for column in zip(*measured)))


def row(name, wall, cpu, peak):
    line = f"| {name} | {wall:.2f} | {cpu:.2f} | {peak:.0f} |"
    print(line, file=sys.stderr)
    return line


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=2_000)
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    if not os.path.exists(run.TRACKER):
        sys.exit("build first: mvn -q -DskipTests package")
    os.makedirs(run.WORK, exist_ok=True)
    items = options.files * ITEMS
    if shutil.disk_usage(run.WORK).free < items * ROOM:
        sys.exit(f"{items * ROOM >> 30} GB have to be free in {run.WORK}")
    folder = os.path.join(run.WORK, "logs-scale")
    index = os.path.join(run.WORK, "index-scale.db")
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    run.warm_up(run.log_of(ITEMS)[0])
    size = make(folder, options.files)
    run.remove(index)()
    lines = ["| what | seconds | processor | MiB |", "|---|---|---|---|"]
    wall, cpu, peak = archive.measure(run.tracker(folder, index, "list", "-n", "20"))
    lines.append(f"| first read of {items:,} items in {options.files:,} files, {size / 1e9:.1f} GB | {wall:.1f} | {cpu:.1f} | {peak:.0f} |")
    lines.append(f"| its index, {os.path.getsize(index) / size:.3f} of the logs | | | {os.path.getsize(index) / (1 << 20):.0f} |")
    lines += medians(commands(folder, index, options.files))
    small = os.path.getsize(index)
    lines.append(row("the first search, which makes an index of words", *archive.measure(run.tracker(folder, index, "search", "Honig", "-n", "1"))))
    lines.append(f"| that index | | | {(os.path.getsize(index) - small) / (1 << 20):.0f} |")
    lines += medians(searches(folder, index))
    if not options.keep:
        shutil.rmtree(folder)
        run.remove(index)()
    table = "\n".join(lines)
    print(table)
    if options.write:
        run.write(os.path.join(run.ROOT, "src", "docs", "reliability.md"), table)


if __name__ == "__main__":
    main()
