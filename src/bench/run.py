#!/usr/bin/env python3
"""Measures tracker beside other tools: src/bench/run.py [--items N] [--runs N] [--write]

Run from the root of the project after `mvn -q -DskipTests package`. It makes its data in target/bench, runs each pair of commands
in turn (A B A B …), and prints the median, minimum and maximum of each and of their ratio; --write puts the table into
src/docs/performance.md and README.md. Needs python3, the sqlite3 shell, zip and file. Figures of one machine are worth little: compare the ratios.
"""

import argparse
import glob
import importlib.util
import json
import os
import random
import shlex
import shutil
import statistics
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BENCH = os.path.join(ROOT, "src", "bench")
WORK = os.path.join(ROOT, "target", "bench")
TRACKER = os.path.join(ROOT, "target", "tracker", "bin", "tracker")


def measure(command, before=None):
    """Runs a command; returns wall seconds and peak resident MiB of the process and its children."""
    if before:
        before()
    with open(os.devnull, "wb") as null:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=null, stderr=null)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{' '.join(command)}: exit {process.returncode}")
    return wall, usage.ru_maxrss / 1024


def pair(runs, one, other, before_one=None, before_other=None):
    """Runs two commands in turn; returns the walls of both, their ratios, and the peaks of the first."""
    measure(one, before_one)
    measure(other, before_other)
    ones, others, ratios, peaks = [], [], [], []
    for _ in range(runs):
        wall, peak = measure(one, before_one)
        wall_other, _ = measure(other, before_other)
        ones.append(wall)
        others.append(wall_other)
        ratios.append(wall / wall_other)
        peaks.append(peak)
    return ones, others, ratios, peaks


def spread(values, digits=2):
    return f"{statistics.median(values):.{digits}f} ({min(values):.{digits}f}–{max(values):.{digits}f})"


WORD = "Honig"  # in every fourth item
DAY = "2025-01-07T15:00"  # the smaller log ends two hours later
BEGINNING = "by the beginning of an id"


def warm_up(folder):
    """Runs commands until tracker has made its archive of classes, which it does in the background, into a cache of our own."""
    cache = os.path.join(WORK, "cache")
    os.environ["XDG_CACHE_HOME"] = cache
    index = os.path.join(WORK, "index-warm-up.db")
    until = time.monotonic() + 60
    with open(os.path.join(ROOT, "target", "tracker", "lib", "build"), encoding="ascii") as file:
        build = file.read().strip()
    while not glob.glob(os.path.join(glob.escape(cache), "tracker", "start", "**", f"*{build}", "made"), recursive=True):
        if time.monotonic() > until:
            print("there is no archive of classes: starts are slower than they need be", file=sys.stderr)
            break
        measure(tracker(folder, index, "list", "-n", "1"))
        time.sleep(1)
    remove(index)()


def log_of(items):
    folder = os.path.join(WORK, f"logs-{items}")
    log = os.path.join(folder, "a.jsonl")
    if not os.path.exists(log):
        os.makedirs(folder, exist_ok=True)
        subprocess.run([sys.executable, os.path.join(BENCH, "generate_logs.py"), str(items), log + ".part"], check=True)
        os.rename(log + ".part", log)
    return folder, log


def tracker(folder, index, *arguments):
    return [TRACKER, *arguments, "--logs", folder, "--index", index, "--zone", "Europe/Berlin"]


def remove(index):
    def work():
        for ending in ("", "-wal", "-shm", ".lock"):
            if os.path.exists(index + ending):
                os.remove(index + ending)

    return work


def append_line(log):
    count = [0]

    def work():
        count[0] += 1
        line = '{"execution_id":"added","sequence_number":%d,"item_type":"interception_iteration","content":"one more"}\n'
        with open(log, "a", encoding="utf-8") as out:
            out.write(line % (count[0] + int(time.time() * 1000) % 1000000000 * 100))

    return work


def reading(rows, items, runs):
    folder, log = log_of(items)
    index = os.path.join(WORK, f"index-{items}.db")
    database = os.path.join(WORK, "peer.db")
    first = tracker(folder, index, "list", "-n", "20")
    peer = ["sh", os.path.join(BENCH, "peers", "sqlite3.sh"), log, database]
    ones, others, ratios, peaks = pair(runs, first, peer, remove(index))
    rows.append((f"first read of {items:,} items", spread(ones), "sqlite3 shell", spread(others), spread(ratios)))
    if items >= 1_000_000:
        rows.append(("its peak memory, MiB", spread(peaks, 0), "", "", ""))
        share = os.path.getsize(index) / os.path.getsize(log)
        rows.append(("its index against the log", f"{share:.3f}", "", "", ""))
        for peer, script, needs in (("python3", "python.py", "sqlite3"), ("DuckDB", "duck.py", "duckdb")):
            if not importlib.util.find_spec(needs):
                print(f"no {needs} for this Python: {peer} is not measured", file=sys.stderr)
                continue
            command = [sys.executable, os.path.join(BENCH, "peers", script), log, database]
            ones, others, ratios, _ = pair(max(1, runs // 2), first, command, remove(index))
            rows.append((f"first read of {items:,} items", spread(ones), peer, spread(others), spread(ratios)))
    if os.path.exists(database):
        os.remove(database)


def many_logs(rows, runs):
    """The same journeys under other ids: a thousand logs of a hundred items, equally long, and one log of all of them."""
    _, log = log_of(10_000)
    with open(log, "rb") as source:
        text = b"".join(source.readlines()[:100])
    many, one = os.path.join(WORK, "logs-many"), os.path.join(WORK, "logs-one")
    for folder in (many, one):
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
    with open(os.path.join(one, "a.jsonl"), "wb") as whole:
        for number in range(1000):
            part = text.replace(b'"run_', b'"run_%04d_' % number)
            whole.write(part)
            with open(os.path.join(many, f"{number:04}.jsonl"), "wb") as out:
                out.write(part)
    index_many, index_one = os.path.join(WORK, "index-many.db"), os.path.join(WORK, "index-one.db")
    commands = tracker(many, index_many, "list", "-n", "20"), tracker(one, index_one, "list", "-n", "20")
    ones, others, ratios, _ = pair(runs, *commands, remove(index_many), remove(index_one))
    rows.append(("first read of 100,000 items in 1,000 logs", spread(ones), "in one log", spread(others), spread(ratios)))
    for folder in (many, one):
        shutil.rmtree(folder)


def beginning_of_an_id(folder, index):
    """Returns enough of the newest execution's id to tell it from all others."""
    command = tracker(folder, index, "list", "--json", "-n", "1")
    return json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)["executions"][0]["execution_id"][:-2]


def queries(rows, large, small, runs):
    folder_large, log = log_of(large)
    folder_small, _ = log_of(small)
    index_large = os.path.join(WORK, f"index-{large}.db")
    index_small = os.path.join(WORK, f"index-{small}.db")
    for folder, index in ((folder_large, index_large), (folder_small, index_small)):
        measure(tracker(folder, index, "list", "-n", "20"))
    for folder, index in ((folder_large, index_large), (folder_small, index_small)):
        measure(tracker(folder, index, "search", WORD, "-n", "1"))  # makes the index of words
    questions = [["list", "-n", "20"], ["show", "latest"], ["show", BEGINNING], ["items", "-n", "20"], ["stats"]]
    questions += [["list", "--since", DAY, "-n", "20"]]
    questions += [["search", WORD, "-n", "20"], ["list", "--text", WORD, "-n", "20"]]
    for arguments in questions:
        commands = [
            tracker(folder, index, *(beginning_of_an_id(folder, index) if each == BEGINNING else each for each in arguments))
            for folder, index in ((folder_large, index_large), (folder_small, index_small))
        ]
        ones, others, ratios, _ = pair(runs, *commands)
        rows.append(
            (f"{' '.join(arguments)} on {large:,} items", spread(ones), f"on {small:,} items", spread(others), spread(ratios))
        )
    hello = os.path.join(WORK, "Hello.class")
    if not os.path.exists(hello):
        subprocess.run(["javac", "-d", WORK, os.path.join(BENCH, "Hello.java")], check=True)
    ones, others, ratios, _ = pair(
        runs, tracker(folder_small, index_small, "list", "-n", "20"), ["java", "-Xshare:auto", "-cp", WORK, "Hello"]
    )
    rows.append((f"list on {small:,} items", spread(ones), "Hello in Java", spread(others), spread(ratios)))
    grown = os.path.join(WORK, "logs-grown")
    shutil.rmtree(grown, ignore_errors=True)
    shutil.copytree(folder_large, grown)
    grown_log = os.path.join(grown, "a.jsonl")
    index = os.path.join(WORK, "index-grown.db")
    remove(index)()
    measure(tracker(grown, index, "list", "-n", "20"))
    command = tracker(grown, index, "list", "-n", "20")
    ones, others, ratios, _ = pair(runs, command, [*command, "--no-refresh"], append_line(grown_log))
    rows.append((f"list after one more line in {large:,}", spread(ones), "list --no-refresh", spread(others), spread(ratios)))
    shutil.rmtree(grown)


def media_folder():
    """Makes 200 pictures of 1.5 MB and 2,000 small texts, and a log that names the pictures."""
    folder = os.path.join(WORK, "bundle")
    if os.path.exists(os.path.join(folder, "logs")):
        return folder
    rand = random.Random(5)
    os.makedirs(os.path.join(folder, "exports"), exist_ok=True)
    os.makedirs(os.path.join(folder, "texts"), exist_ok=True)
    lines = []
    for number in range(200):
        name = f"picture-{number:03}.png"
        with open(os.path.join(folder, "exports", name), "wb") as out:
            out.write(b"\x89PNG\r\n\x1a\n" + rand.randbytes(1_500_000 - 8))
        item = {"execution_id": f"run-{number:03}", "sequence_number": 1, "timestamp": f"2025-11-03T10:{number % 60:02}:00Z"}
        item.update({"item_type": "output_image", "stage": 4, "output_config_index": 1, "file_path": name})
        lines.append(json.dumps(item))
    for number in range(2000):
        with open(os.path.join(folder, "texts", f"{number:04}.json"), "w", encoding="utf-8") as out:
            json.dump({"number": number, "text": "Brücke Fluss 雨 " * rand.randint(5, 40)}, out, ensure_ascii=False)
    os.makedirs(os.path.join(folder, "logs.part"))
    with open(os.path.join(folder, "logs.part", "a.jsonl"), "w", encoding="utf-8") as out:
        out.write("\n".join(lines) + "\n")
    os.rename(os.path.join(folder, "logs.part"), os.path.join(folder, "logs"))
    return folder


def bundles(rows, runs):
    if not shutil.which("zip"):
        print("no zip here: bundles are not measured", file=sys.stderr)
        return
    folder = media_folder()
    index = os.path.join(WORK, "index-bundle.db")
    target = os.path.join(WORK, "bundle.zip")
    export = tracker(os.path.join(folder, "logs"), index, "export", "--all", "--force", "-o", target)
    peer = os.path.join(WORK, "peer.zip")
    zipped = f"rm -f {shlex.quote(peer)} && cd {shlex.quote(folder)} && zip -q -0 -r {shlex.quote(peer)} exports texts"
    zipped += " && find exports texts -type f -print0 | xargs -0 sha256sum"
    ones, others, ratios, peaks = pair(runs, export, ["sh", "-c", zipped])
    rows.append(("bundle of 300 MB of media", spread(ones), "zip -0, then sha256sum", spread(others), spread(ratios)))
    rows.append(("its peak memory, MiB", spread(peaks, 0), "", "", ""))
    for path in (target, target + ".sha256", peer):
        if os.path.exists(path):
            os.remove(path)


def many_media():
    """Makes 10,000 media of six kinds in 1,250 folders, and a log that names them."""
    folder = os.path.join(WORK, "media")
    if os.path.exists(os.path.join(folder, "logs")):
        return folder
    rand = random.Random(6)
    png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x04\0\0\0\x04\0\x08\x02\0\0\0"
    kinds = [
        ("image", "png", png),
        ("image", "png", png),
        ("image", "jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0"),
        ("audio", "wav", b"RIFF\xff\xff\0\0WAVEfmt \x10\0\0\0\x01\0\x02\0D\xac\0\0\x10\xb1\x02\0\x04\0\x10\0data"),
        ("video", "mp4", b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom"),
        ("image", "webp", b"RIFF\xff\xff\0\0WEBPVP8 "),
        ("3d", "glb", b"glTF\x02\0\0\0"),
        ("image", "png", png),
    ]
    os.makedirs(os.path.join(folder, "logs.part"))
    with open(os.path.join(folder, "logs.part", "a.jsonl"), "w", encoding="utf-8") as log:
        for run in range(1250):
            name = f"run-{run:04}"
            os.makedirs(os.path.join(folder, "exports", name), exist_ok=True)
            start = {"execution_id": name, "sequence_number": 1, "timestamp": f"2025-11-03T{run // 60:02}:{run % 60:02}:00Z"}
            log.write(json.dumps(dict(start, item_type="user_input_text", content="Brücke Fluss 雨 " * 20)) + "\n")
            for number, (media_type, ending, head) in enumerate(kinds):
                path = f"{name}/{number:02}.{ending}"
                with open(os.path.join(folder, "exports", path), "wb") as out:
                    out.write(head + rand.randbytes(rand.randint(5_000, 60_000)))
                item = dict(start, sequence_number=number + 2, stage=4, output_config_index=number + 1)
                kind = {"audio": "output_audio", "video": "output_video", "3d": "output_3d"}.get(media_type, "output_image")
                log.write(json.dumps(dict(item, item_type=kind, media_type=media_type, file_path=path)) + "\n")
    os.rename(os.path.join(folder, "logs.part"), os.path.join(folder, "logs"))
    return folder


def media_checks(rows, runs):
    if not shutil.which("file"):
        print("no file(1) here: checks of media are not measured", file=sys.stderr)
        return
    folder = many_media()
    check = tracker(os.path.join(folder, "logs"), os.path.join(WORK, "index-media.db"), "media", "check")
    peer = f"cd {shlex.quote(os.path.join(folder, 'exports'))} && find . -type f -print0 | xargs -0 file"
    ones, others, ratios, peaks = pair(runs, check, ["sh", "-c", peer])
    rows.append(("10,000 media checked", spread(ones), "find, xargs file", spread(others), spread(ratios)))
    rows.append(("its peak memory, MiB", spread(peaks, 0), "", "", ""))


def imports(rows, runs):
    folder = os.path.join(WORK, "runs")
    if not os.path.exists(folder):
        subprocess.run([sys.executable, os.path.join(ROOT, "src", "bench", "generate_runs.py"), folder], check=True)
    logs = os.path.join(WORK, "imported")
    index = os.path.join(WORK, "index-imported.db")
    one = tracker(logs, index, "import", folder, "--into", logs)
    other = ["sh", "-c", f"cd {shlex.quote(folder)} && find . -type f -print0 | xargs -0 cat >{os.devnull}"]

    def afresh():
        shutil.rmtree(logs, ignore_errors=True)
        remove(index)()

    ones, others, ratios, peaks = pair(runs, one, other, afresh)
    rows.append(("10,000 run folders of ten files imported", spread(ones), "find, xargs cat", spread(others), spread(ratios)))
    rows.append(("its peak memory, MiB", spread(peaks, 0), "", "", ""))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--items", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    if not os.path.exists(TRACKER):
        sys.exit("build first: mvn -q -DskipTests package")
    os.makedirs(WORK, exist_ok=True)
    rows = []
    warm_up(log_of(10_000)[0])
    reading(rows, 10_000, options.runs)
    reading(rows, options.items, options.runs)
    many_logs(rows, options.runs)
    queries(rows, options.items, 10_000, options.runs * 2 + 1)
    bundles(rows, options.runs)
    media_checks(rows, options.runs)
    imports(rows, options.runs)
    lines = ["| what | seconds | beside | seconds | ratio |", "|---|---|---|---|---|"]
    lines += [f"| {' | '.join(row)} |" for row in rows]
    table = "\n".join(lines)
    print(table)
    if options.write:
        for path in (os.path.join(ROOT, "src", "docs", "performance.md"), os.path.join(ROOT, "README.md")):
            write(path, table)


def write(path, table):
    """Puts the table where the page has its figures."""
    with open(path, encoding="utf-8") as page:
        text = page.read()
    start, end = "<!-- figures -->\n", "\n<!-- end of figures -->"
    head, rest = text.split(start)
    with open(path, "w", encoding="utf-8") as page:
        page.write(head + start + table + end + rest.split(end)[1])


if __name__ == "__main__":
    main()
