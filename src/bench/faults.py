#!/usr/bin/env python3
"""Lets the system fail under tracker and looks at what is left: src/bench/faults.py [--faults N] [--seed S] [--only WORK] [--fault NAME]

Run from the root of the project after `mvn -q -DskipTests package`, on Linux with gcc. Each kind of work of kills.py runs with
faults.c loaded, which makes one of its calls fail, or one and all that follow, at a place chosen by chance: an input or output
error, a full disk, a read-only one, too many open files, no permission; or gives all reads and writes only a part of what they
ask for; or sets the clock back by an hour. Besides, Java gets little memory, or a few file descriptors, or the folder of results is
removed meanwhile. A run that meets one ends with an exit code that is documented, says in a line what was wrong if that is not 0, and
prints no stack trace; and the run after it, with the fault gone, comes to what an undisturbed one does. N is shared among all
pairs of work and fault. The first that does not hold ends it all with exit 1. Its data lie in target/kills.
"""

import argparse
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time

import kills

CODES = (0, 1, 2, 3, 4, 130, 143)  # of the documented ones, those that a fault may lead to
CALLS = ("eio", "enospc", "emfile", "eacces", "erofs", "short", "clock")
OTHERS = ("memory", "descriptors", "removed")
HARMLESS = ("short", "clock")
TRACE = re.compile(r"^\s+at [\w.$/]+\(|Exception in thread|^# A fatal error", re.MULTILINE)


def library():
    """Builds faults.c."""
    built = os.path.join(kills.WORK, "faults.so")
    source = os.path.join(kills.BENCH, "faults.c")
    subprocess.run(["gcc", "-shared", "-fPIC", "-O2", "-Wall", "-o", built, source, "-ldl"], check=True)
    return built


def attempt(work, environment=None, limit=None, meanwhile=None):
    """Runs the work once with what disturbs it; returns the exit code and what was said."""
    given = {**os.environ, **(environment or {})}
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(
            [kills.TRACKER, *work.command()],
            env=given,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=said,
            preexec_fn=limit,
        )
        timer = threading.Timer(meanwhile[0], meanwhile[1]) if meanwhile else None
        if timer:
            timer.start()
        if hasattr(work, "converse"):
            work.converse(process)
        else:
            process.stdin.close()
            process.stdout.read()
        try:
            process.wait(120)
        except subprocess.TimeoutExpired:
            process.kill()
            raise kills.Fault("did not end within two minutes") from None
        if timer:
            timer.cancel()
            timer.join()
        said.seek(0)
        return process.returncode, said.read()


def disturb(work, fault, takes, calls, rand):
    """Runs the work with one fault; returns a description, the exit code and what was said."""
    if fault == "memory":
        size = rand.randint(6, 40)
        return f"{size} MB", *attempt(work, {"TRACKER_JAVA_OPTS": f"-Xms4m -Xmn2m -Xmx{size}m"})
    if fault == "descriptors":
        most = rand.randint(24, 80)  # below that Java itself does not start
        return f"{most}", *attempt(work, limit=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (most, most)))
    if fault == "removed":
        after = rand.uniform(0.02, takes)
        inner = [name for name in os.listdir(work.here) if os.path.isdir(work.path(name)) and name != "logs"]
        gone = work.path(inner[0]) if inner else work.here
        remove = (after, lambda: shutil.rmtree(gone, ignore_errors=True))
        return f"{gone} after {after:.3f} s", *attempt(work, meanwhile=remove)
    how = "on" if fault == "short" else rand.choice(("once", "on"))
    place = 1 if fault == "short" else rand.randint(1, max(1, calls))
    return f"{how} {place} of {calls}", *attempt(work, failing(below(work), fault, how, place))


def below(work):
    """Returns the folder whose files fail: what an import cannot read it reports, and logs the rest once and for all."""
    return work.here if work.name == "import" else kills.WORK


def failing(below, fault, how, place, count=""):
    said = {"FAULT": f"{fault} {how} {place}", "FAULT_BELOW": below, "FAULT_COUNT": count}
    return {"LD_PRELOAD": failing.library, **said}


def calls_of(work, fault):
    """Returns how many calls of an undisturbed run could fail so."""
    counted = os.path.join(kills.WORK, "count")
    if os.path.exists(counted):
        os.remove(counted)
    work.begin()
    attempt(work, failing(below(work), fault, "once", 1 << 40, counted))
    if not os.path.exists(counted):
        return 0
    with open(counted, encoding="ascii") as file:
        return int(file.read())


def look(work, fault, what, code, said):
    """Judges a run that was disturbed."""
    if TRACE.search(said):
        raise kills.Fault(f"{what}: a stack trace: {said[:2000]}")
    if code not in CODES:
        raise kills.Fault(f"{what}: exit {code}: {said[:500]}")
    if code not in work.codes and not said.strip():
        raise kills.Fault(f"{what}: exit {code} and not a word")
    if fault in HARMLESS and code not in work.codes:
        raise kills.Fault(f"{what}: exit {code}, though nothing is wrong: {said[:500]}")
    if fault != "removed":
        work.look_at_once()


def campaign(work, fault, faults, rand):
    """Disturbs one kind of work so often; returns how many runs ended as if nothing were wrong."""
    takes = kills.undisturbed(work)
    calls = calls_of(work, fault) if fault in CALLS else 0
    unharmed = 0
    for _ in range(faults):
        work.begin()
        work.kills = 1
        what, code, said = disturb(work, fault, takes, calls, rand)
        what = f"{work.name}, {fault} {what}"
        look(work, fault, what, code, said)
        unharmed += code in work.codes
        if fault == "removed":
            work.begin()
        work.whole()
        kills.expect(what, work.outcome(), work.wanted)
    return calls, unharmed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--faults", type=int, default=800)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--only")
    parser.add_argument("--fault", choices=CALLS + OTHERS)
    options = parser.parse_args()
    if not os.path.exists(kills.TRACKER):
        sys.exit("build first: mvn -q -DskipTests package")
    kills.source()
    failing.library = library()
    works = [kind for kind in kills.KINDS if options.only in (None, kind.name)]
    faults = [fault for fault in CALLS + OTHERS if options.fault in (None, fault)]
    each = -(-options.faults // (len(works) * len(faults)))
    print(f"seed {options.seed}", file=sys.stderr)
    print("| work | fault | calls that can fail so | runs | ended well all the same |\n|---|---|---|---|---|")
    for kind in works:
        for fault in faults:
            work = kind()
            try:
                calls, unharmed = campaign(work, fault, each, random.Random(f"{options.seed} {kind.name} {fault}"))
            except kills.Fault as found:
                again = f"--seed {options.seed} --only {kind.name} --fault {fault}"
                sys.exit(f"{found}\nlook at {work.here}; again: {again}")
            print(f"| {kind.name} | {fault} | {calls or ''} | {each} | {unharmed} |", flush=True)
            shutil.rmtree(work.here)


if __name__ == "__main__":
    main()
