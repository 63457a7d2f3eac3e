#!/usr/bin/env python3
"""Lets everything run at once and checks each answer: src/bench/together.py [--minutes N] [--seed S]

Run from the root of the project after `mvn -q -DskipTests package`. Over one index, for N minutes: a pipeline that appends
executions to a log, which is renamed and then compressed every half minute; a recorder fed with other executions; ten that
`list`; two that `archive` into the same folder; and a server that six clients ask. What ended before a command began has to be
in its answer, whole and once; nothing else may be there; no lock may be noticed. In the end every execution lies in one bundle of the
archive, in its first version, and the archive verifies. Data lie in target/together; the first fault ends it with exit 1.
"""

import argparse
import gzip
import http.client
import json
import os
import random
import re
import shutil
import subprocess
import sys
import threading
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TRACKER = os.path.join(ROOT, "target", "tracker", "bin", "tracker")
WORK = os.path.join(ROOT, "target", "together")
LOGS = os.path.join(WORK, "logs")
ARCHIVE = os.path.join(WORK, "archive")
ITEMS = 5  # of each execution
SERVED_WITHIN = 30  # seconds: a server that is busy answers from what it has read

faults = []
ended = {}  # ids of executions that are whole in a log, and since when
stop = threading.Event()
counts = {}


def fault(text):
    faults.append(text)
    stop.set()


def place():
    return ["--logs", LOGS, "--index", os.path.join(WORK, "index.db"), "--zone", "UTC"]


def run(*arguments, codes=(0,)):
    done = subprocess.run([TRACKER, *arguments, *place()], capture_output=True, text=True)
    if done.returncode not in codes or "lock" in done.stderr:
        fault(f"{' '.join(arguments)}: exit {done.returncode}: {done.stderr.strip()[:500]}")
    return done.stdout


def count(what, number=1):
    counts[what] = counts.get(what, 0) + number


def ended_before(seconds=0):
    """Returns what had ended so long ago."""
    until = time.monotonic() - seconds
    return {execution_id for execution_id, when in list(ended.items()) if when <= until}


def lines_of(execution_id):
    """The lines of one execution, whose last one ends it."""
    lines = [{"execution_id": execution_id, "config_name": "together", "output_configs": ["a"]}]
    types = ("user_input_text", "translation_result", "interception_result", "output_text", "pipeline_complete")
    for number, item_type in enumerate(types, 1):
        item = {"execution_id": execution_id, "sequence_number": number, "item_type": item_type, "content": f"{item_type} 石桥"}
        lines.append(item | ({"output_config_index": 1, "config_used": "a"} if item_type == "output_text" else {}))
    return [(json.dumps(line) + "\n").encode() for line in lines]


def pipeline(rand):
    """Appends executions, now and then half a line first; renames the log, and compresses it later."""
    active = os.path.join(LOGS, "pipeline.jsonl")
    rotated, last, number = 0, time.monotonic(), 0
    while not stop.is_set():
        number += 1
        execution_id = f"pipeline-{number:06}"
        with open(active, "ab", buffering=0) as log:
            for line in lines_of(execution_id):
                cut = rand.randrange(1, len(line)) if rand.random() < 0.1 else len(line)
                log.write(line[:cut])
                if cut < len(line):
                    time.sleep(0.002)
                    log.write(line[cut:])
        ended[execution_id] = time.monotonic()
        count("executions of the pipeline")
        time.sleep(rand.uniform(0, 0.1))
        if time.monotonic() - last > 15:
            last = time.monotonic()
            rotated += 1
            if rotated % 2:
                os.rename(active, f"{active}-{rotated:04}")
            else:
                compress(f"{active}-{rotated - 1:04}")
            count("rotations and compressions")


def compress(path):
    """As gzip does: another file first, then the old one goes."""
    with open(path, "rb") as plain, gzip.open(path + ".part", "wb") as packed:
        shutil.copyfileobj(plain, packed)
    os.rename(path + ".part", path + ".gz")
    os.remove(path)


def recorder(rand):
    """Feeds tracker record, and believes what it acknowledges."""
    process = subprocess.Popen([TRACKER, "record", "--ack", "--logs", LOGS], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def listen():
        for line in process.stdout:
            answer = json.loads(line)
            if answer["sequence_number"] == ITEMS:
                ended[answer["execution_id"]] = time.monotonic()
                count("executions of the recorder")

    listener = threading.Thread(target=listen)
    listener.start()
    number = 0
    while not stop.is_set():
        number += 1
        for line in lines_of(f"recorder-{number:06}"):
            process.stdin.write(line)
        process.stdin.flush()
        time.sleep(rand.uniform(0, 0.2))
    process.stdin.close()
    listener.join()
    if process.wait():
        fault(f"record: exit {process.returncode}")


def check(listed, before, what):
    """Holds a listing of everything against what had ended before it began."""
    ids = [execution["execution_id"] for execution in listed]
    if len(ids) != len(set(ids)):
        fault(f"{what}: an execution is listed twice")
    missing = before - set(ids)
    if missing:
        fault(f"{what}: {len(missing)} that had ended are not listed, such as {min(missing)}")
    for execution in listed:
        if execution["execution_id"] in before:
            found = (execution["status"], execution["item_count"], execution["output_count"])
            if found != ("complete", ITEMS, 1):
                fault(f"{what}: {execution['execution_id']} is {found}")


def lister(rand):
    while not stop.is_set():
        before = ended_before()
        out = run("list", "--json", "-n", "0")
        if not stop.is_set():
            check(json.loads(out)["executions"], before, "list")
        count("list")
        time.sleep(rand.uniform(0, 1))


def archiver(rand):
    while not stop.is_set():
        run("archive", "--to", ARCHIVE, "--per", "execution", "--status", "complete", "--lock-wait", "10m")
        count("archive")
        time.sleep(rand.uniform(0, 5))


def client(port, rand):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    while not stop.is_set():
        before = ended_before(SERVED_WITHIN)
        try:
            if rand.random() < 0.05 or not before:
                connection.request("GET", "/api/research/executions?limit=0")
                answer = connection.getresponse()
                check(json.loads(answer.read())["executions"], before, "serve")
            else:
                execution_id = rand.choice(sorted(before))
                connection.request("GET", f"/api/research/execution/{execution_id}")
                answer = connection.getresponse()
                items = json.loads(answer.read()).get("items", [])
                if answer.status != 200 or len(items) != ITEMS:
                    fault(f"serve: {execution_id}: {answer.status}, {len(items)} items")
            count("answers of the server")
        except Exception as e:
            fault(f"serve: {e!r}")


def serve():
    process = subprocess.Popen([TRACKER, "serve", "--port", "0", *place()], stdout=subprocess.PIPE, text=True)
    return process, int(re.search(r":(\d+)/", process.stdout.readline()).group(1))


def look_at_the_end():
    """What is there once everything is quiet."""
    check(json.loads(run("list", "--json", "-n", "0"))["executions"], ended_before(), "in the end")
    run("archive", "--to", ARCHIVE, "--per", "execution", "--status", "complete")
    run("archive", "verify", "--to", ARCHIVE)
    bundles = [name for name in os.listdir(ARCHIVE) if name.endswith(".zip")]
    if len(bundles) != len(ended):
        fault(f"{len(bundles)} bundles of {len(ended)} executions")
    again = [name for name in bundles if re.search(r"_v\d+\.zip$", name)]
    if again:
        fault(f"{len(again)} bundles were made again, such as {again[0]}")
    count("bundles", len(bundles))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    if not os.path.exists(TRACKER):
        sys.exit("build first: mvn -q -DskipTests package")
    print(f"seed {options.seed}", file=sys.stderr)
    shutil.rmtree(WORK, ignore_errors=True)
    os.makedirs(LOGS)
    server, port = serve()
    jobs = [(pipeline,), (recorder,), *[(lister,)] * 10, *[(archiver,)] * 2, *[(client, port)] * 6]
    threads = []
    for number, (job, *arguments) in enumerate(jobs):
        arguments.append(random.Random(f"{options.seed} {number}"))
        threads.append(threading.Thread(target=job, args=arguments))
        threads[-1].start()
    stop.wait(options.minutes * 60)
    stop.set()
    for thread in threads:
        thread.join()
    server.terminate()
    if server.wait():
        fault(f"serve: exit {server.returncode}")
    if not faults:
        look_at_the_end()
    for what, number in sorted(counts.items()):
        print(f"| {what} | {number:,} |")
    if faults:
        sys.exit("\n".join(faults[:10]) + f"\nlook at {WORK}")
    shutil.rmtree(WORK)


if __name__ == "__main__":
    main()
