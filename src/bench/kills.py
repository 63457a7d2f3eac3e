#!/usr/bin/env python3
"""Kills tracker at random moments and looks at what the next command finds: src/bench/kills.py [--kills N] [--seed S] [--only NAME] [--signal NAME]

Run from the root of the project after `mvn -q -DskipTests package`. Each kind of work is killed with SIGKILL at moments spread
over the time that it takes, one to three times in a row; then it is run to its end, and what it left is compared with what an
undisturbed run leaves. N is shared among all kinds. A fault ends the run with exit 1 and leaves the folder to be looked at. Needs
python3 only; its data lie in target/kills, some 100 MB.
"""

import argparse
import functools
import hashlib
import http.server
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BENCH = os.path.join(ROOT, "src", "bench")
TRACKER = os.path.join(ROOT, "target", "tracker", "bin", "tracker")
WORK = os.path.join(ROOT, "target", "kills")
SOURCE = os.path.join(WORK, "source")

sys.dont_write_bytecode = True
sys.path.insert(0, BENCH)
from fetch import picture  # noqa: E402


class Fault(Exception):
    """Something that must not be there after a kill."""


def run(*arguments, codes=(0,), **options):
    """Runs tracker to its end and returns what it printed."""
    done = subprocess.run([TRACKER, *arguments], capture_output=True, text=True, **options)
    if done.returncode not in codes:
        raise Fault(f"{' '.join(arguments)}: exit {done.returncode}: {done.stderr.strip()[:500]}")
    return done.stdout


def expect(what, found, wanted):
    if found != wanted:
        raise Fault(f"{what}: {str(found)[:300]} instead of {str(wanted)[:300]}")


def digest(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def files(folder):
    return sorted(
        os.path.relpath(os.path.join(where, name), folder) for where, _, names in os.walk(folder) for name in names
    )


class Work:
    """One kind of work; `here` is its folder, made anew before each series of kills."""

    name = ""
    arguments = ()
    stdin = None
    codes = (0,)
    signal = signal.SIGKILL

    def __init__(self):
        self.here = os.path.join(WORK, self.name)
        self.wanted = None

    def path(self, *names):
        return os.path.join(self.here, *names)

    def begin(self):
        shutil.rmtree(self.here, ignore_errors=True)
        os.makedirs(self.here)
        self.lay_out()

    def lay_out(self):
        """Puts there what the work needs."""

    def command(self):
        return [*self.arguments, "--index", self.path("index.db"), "--zone", "UTC"]

    def look_at_once(self):
        """Looks at what lies there after a kill, before anything else runs."""

    def outcome(self):
        """Returns what the work came to, as other commands see it."""
        raise NotImplementedError

    def whole(self):
        run(*self.command(), codes=self.codes)

    def killed(self, after):
        """Kills the work after some seconds; returns whether it was still at work."""
        process = subprocess.Popen(
            [TRACKER, *self.command()], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            process.wait(after)
        except subprocess.TimeoutExpired:
            process.send_signal(self.signal)
        return self.is_killed(process.wait())

    def is_killed(self, code):
        """Whether a process ended by the signal; Java turns those that it can handle into an exit code."""
        return code in (-self.signal, 128 + self.signal)


class FirstRead(Work):
    name = "first-read"

    @property
    def arguments(self):
        return ("list", "--json", "--logs", os.path.join(SOURCE, "logs"))

    def outcome(self):
        return [run(*self.command()), run("stats", *self.command()[1:])]


class CatchUp(FirstRead):
    """The second half of a log comes when the first is known, and another log is compressed."""

    name = "catching-up"

    @property
    def arguments(self):
        return ("list", "--json", "--logs", self.path("logs"))

    def lay_out(self):
        os.makedirs(self.path("logs"))
        with open(os.path.join(SOURCE, "logs", "a.jsonl"), "rb") as file:
            text = file.read()
        half = text.index(b"\n", len(text) // 2) + 1
        with open(self.path("logs", "a.jsonl"), "wb") as out:
            out.write(text[:half])
        run(*self.command())
        with open(self.path("logs", "a.jsonl"), "ab") as out:
            out.write(text[half:])


class Search(Work):
    name = "search"

    @property
    def arguments(self):
        return ("search", "lighthouse", "--json", "--logs", os.path.join(SOURCE, "logs"))

    def outcome(self):
        return run(*self.command())


class Export(Work):
    name = "export"
    codes = (0, 3)

    def lay_out(self):
        with open(self.path("b.zip"), "wb") as old:
            old.write(b"what was there before")

    def command(self):
        where = os.path.join(ROOT, "examples", "workshop")
        place = ["--logs", os.path.join(where, "logs"), "--media-root", os.path.join(where, "exports")]
        return ["export", "--all", "--force", "-q", "-o", self.path("b.zip"), *place, *super().command()]

    def look_at_once(self):
        if digest(self.path("b.zip")) not in (hashlib.sha256(b"what was there before").hexdigest(), self.wanted[0]):
            raise Fault("b.zip is neither the old file nor the new one")

    def outcome(self):
        left = [name for name in files(self.here) if not name.startswith("index.db")]
        return [digest(self.path("b.zip")), left]


class Archive(Work):
    name = "archive"
    codes = (0, 3)

    def command(self):
        return ["archive", "--to", self.path("to"), "--per", "day", "--logs", os.path.join(SOURCE, "small"), *super().command()]

    def outcome(self):
        run("archive", "verify", "--to", self.path("to"))
        names = [name for name in files(self.path("to")) if not name.startswith(".tracker-archive")]
        return [names, [digest(self.path("to", name)) for name in names]]


class Fetch(Work):
    name = "fetch"
    pictures = 60

    def __init__(self):
        super().__init__()
        served = os.path.join(WORK, "served")
        shutil.rmtree(served, ignore_errors=True)
        os.makedirs(served)
        for number in range(self.pictures):
            with open(os.path.join(served, f"{number}.png"), "wb") as out:
                out.write(picture(number, 200_000))

        class Quiet(http.server.SimpleHTTPRequestHandler):
            def log_message(self, *arguments):
                pass

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, request, address):
                """Who is killed hangs up."""

        self.server = Server(("127.0.0.1", 0), functools.partial(Quiet, directory=served))
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def lay_out(self):
        os.makedirs(self.path("logs"))
        with open(self.path("logs", "a.jsonl"), "w", encoding="utf-8") as log:
            for number in range(self.pictures):
                url = f"http://127.0.0.1:{self.server.server_address[1]}/{number}.png"
                item = {"execution_id": "x", "sequence_number": number + 1, "item_type": "output_image", "file_path": url}
                log.write(json.dumps(item) + "\n")

    def place(self):
        return ["--logs", self.path("logs"), "--store", self.path("store"), *super().command()]

    def command(self):
        return ["media", "fetch", "--allow-host", "127.0.0.1", *self.place()]

    def outcome(self):
        run("media", "store", "verify", *self.place())
        run("media", "check", *self.place())
        kept = [name for name in files(self.path("store")) if len(os.path.basename(name)) >= 60]
        return len(kept)


class Import(Work):
    name = "import"
    codes = (0, 3)

    def place(self):
        return ["--logs", self.path("logs"), *super().command()]

    def command(self):
        return ["import", os.path.join(SOURCE, "runs"), "--into", self.path("logs"), *self.place()]

    def outcome(self):
        listed = sorted(line.split('"logged_at"')[0] for line in run("items", "--json", *self.place()).splitlines())
        lines = sum(1 for name in files(self.path("logs")) if name.endswith(".jsonl") for _ in open(self.path("logs", name), "rb"))
        return [listed, lines, run("stats", "--json", *self.place())]


class Record(Work):
    """What was acknowledged is there once, and the next recording heals the torn line."""

    name = "record"
    events = 3000

    def begin(self):
        super().begin()
        self.given = 0
        self.acknowledged = set()

    def command(self):
        return ["record", "--ack", "--logs", self.path("logs")]

    def lay_out(self):
        os.makedirs(self.path("logs"))

    def killed(self, after):
        process = subprocess.Popen(
            [TRACKER, *self.command()], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        killer = threading.Timer(after, process.send_signal, [self.signal])
        killer.start()
        self.converse(process)
        killer.cancel()
        return self.is_killed(process.wait())

    def converse(self, process):
        """Gives a process its events, and notes which it acknowledges, until it ends."""

        def feed():
            try:
                with process.stdin as out:
                    for _ in range(self.events):
                        self.given += 1
                        event = {"execution_id": "x", "item_type": "system_note", "content": str(self.given)}
                        out.write((json.dumps(event) + "\n").encode())
            except BrokenPipeError:
                pass

        feeder = threading.Thread(target=feed)
        feeder.start()
        for line in process.stdout:
            if line.endswith(b"\n"):
                self.acknowledged.add(json.loads(line)["sequence_number"])
        feeder.join()

    def whole(self):
        self.killed(600)

    def outcome(self):
        numbers, contents, torn = [], [], 0
        for name in (name for name in files(self.path("logs")) if name.endswith(".jsonl")):
            with open(self.path("logs", name), "rb") as log:
                for line in log:
                    try:
                        item = json.loads(line)
                        numbers.append(item["sequence_number"])
                        contents.append(item["content"])
                    except (ValueError, KeyError, TypeError):
                        torn += 1
        expect("numbers given twice", len(numbers) - len(set(numbers)), 0)
        expect("events written twice", len(contents) - len(set(contents)), 0)
        expect("acknowledged events that are not there", len(self.acknowledged - set(numbers)), 0)
        if torn > self.kills:
            raise Fault(f"{torn} torn lines after {self.kills} kills")


KINDS = (FirstRead, CatchUp, Search, Export, Archive, Fetch, Import, Record)


def source():
    """Makes the logs and runs that all kinds of work read."""
    if os.path.exists(os.path.join(SOURCE, "made")):
        return
    shutil.rmtree(SOURCE, ignore_errors=True)
    generate = [sys.executable, os.path.join(BENCH, "generate_logs.py")]
    for folder, items in (("logs", 30_000), ("small", 3_000)):
        os.makedirs(os.path.join(SOURCE, folder))
        subprocess.run([*generate, str(items), os.path.join(SOURCE, folder, "a.jsonl")], check=True)
    runs = [sys.executable, os.path.join(BENCH, "generate_runs.py"), os.path.join(SOURCE, "runs"), "400"]
    subprocess.run(runs, check=True)
    open(os.path.join(SOURCE, "made"), "w").close()


def undisturbed(work):
    """Does the work once, notes what it came to, and returns how many seconds it took."""
    work.kills = 0
    work.begin()
    start = time.perf_counter()
    work.whole()
    takes = time.perf_counter() - start
    work.wanted = work.outcome()
    return takes


def campaign(work, kills, rand):
    """Kills one kind of work so often; returns how often it was still at work."""
    takes = undisturbed(work)
    done = at_work = 0
    while done < kills:
        work.begin()
        work.kills = 0
        for _ in range(min(rand.randint(1, 3), kills - done)):
            at_work += work.killed(rand.uniform(0.02, takes * 1.05))
            done += 1
            work.kills += 1
            work.look_at_once()
        work.whole()
        expect("after a kill", work.outcome(), work.wanted)
    return at_work, takes


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--only")
    parser.add_argument("--signal", choices=["KILL", "TERM", "INT", "HUP"], default="KILL")
    options = parser.parse_args()
    if not os.path.exists(TRACKER):
        sys.exit("build first: mvn -q -DskipTests package")
    source()
    Work.signal = signal.Signals[f"SIG{options.signal}"]
    kinds = [kind for kind in KINDS if options.only in (None, kind.name)]
    print(f"seed {options.seed}", file=sys.stderr)
    print("| what was killed | kills | while at work | takes, s |\n|---|---|---|---|")
    for kind in kinds:
        work = kind()
        try:
            at_work, takes = campaign(work, -(-options.kills // len(kinds)), random.Random(f"{options.seed} {kind.name}"))
        except Fault as fault:
            sys.exit(f"{kind.name}: {fault}\nlook at {work.here}; again: --seed {options.seed} --only {kind.name}")
        print(f"| {kind.name} | {-(-options.kills // len(kinds))} | {at_work} | {takes:.1f} |", flush=True)
        shutil.rmtree(work.here)


if __name__ == "__main__":
    main()
