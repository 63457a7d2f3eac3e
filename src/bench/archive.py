#!/usr/bin/env python3
"""Measures the archive: src/bench/archive.py [--executions N] [--smaller N] [--runs N] [--write]

Run from the root of the project after `mvn -q -DskipTests package`. Archives N executions per day and per execution, and a
smaller number to compare with, then lets runs follow that find nothing new; prints seconds, processor seconds and peak
memory, and what they are for each execution. Nothing of the media is there, which is the worst case: each of them is looked
for again by every run. --write puts the table into src/docs/performance.md. 100,000 executions need 5 GB and an hour.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import time

import run

ITEMS = 11  # of an execution, on average


def measure(command):
    """Runs a command that may lack media; returns wall seconds, processor seconds and peak resident MiB."""
    with open(os.devnull, "wb") as null:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=null, stderr=null)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 3):
        sys.exit(f"{' '.join(command)}: exit {process.returncode}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def archive(rows, executions, per, runs):
    folder, _ = run.log_of(executions * ITEMS)
    index = os.path.join(run.WORK, f"index-{executions * ITEMS}.db")
    target = os.path.join(run.WORK, f"archive-{per}-{executions}")
    shutil.rmtree(target, ignore_errors=True)
    run.measure(run.tracker(folder, index, "list", "-n", "1"))
    command = run.tracker(folder, index, "archive", "--to", target, "--per", per)
    wall, cpu, peak = measure(command)
    bundles = sum(name.endswith(".zip") for name in os.listdir(target))
    each = wall / executions * 1000
    rows.append((f"{executions:,}", per, f"{bundles:,}", "first", f"{wall:.1f}", f"{cpu:.1f}", f"{each:.2f}", f"{peak:.0f}"))
    again = [measure(command) for _ in range(runs)]
    walls = [each[0] for each in again]
    rows.append(
        (
            "",
            "",
            "",
            "nothing new",
            f"{statistics.median(walls):.2f} ({min(walls):.2f}–{max(walls):.2f})",
            f"{statistics.median(each[1] for each in again):.2f}",
            "",
            f"{statistics.median(each[2] for each in again):.0f}",
        )
    )
    shutil.rmtree(target)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--executions", type=int, default=100_000)
    parser.add_argument("--smaller", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    if not os.path.exists(run.TRACKER):
        sys.exit("build first: mvn -q -DskipTests package")
    os.makedirs(run.WORK, exist_ok=True)
    rows = []
    for per in ("day", "execution"):
        for executions in (options.smaller, options.executions):
            archive(rows, executions, per, options.runs)
    lines = ["| executions | per | bundles | run | seconds | processor | ms each | MiB |", "|---|---|---|---|---|---|---|---|"]
    lines += [f"| {' | '.join(row)} |" for row in rows]
    table = "\n".join(lines)
    print(table)
    if options.write:
        path = os.path.join(run.ROOT, "src", "docs", "performance.md")
        with open(path, encoding="utf-8") as page:
            text = page.read()
        start, end = "<!-- archive -->\n", "\n<!-- end of archive -->"
        head, rest = text.split(start)
        with open(path, "w", encoding="utf-8") as page:
            page.write(head + start + table + end + rest.split(end)[1])


if __name__ == "__main__":
    main()
