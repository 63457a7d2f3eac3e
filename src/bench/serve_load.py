#!/usr/bin/env python3
"""Loads `tracker serve`: src/bench/serve_load.py [--items N] [--seconds N] [--rate N]

Run from the root of the project after `mvn -q -DskipTests package`. It makes a log in target/bench (generate_logs.py), starts
the server on it, and measures
  1. executions by id at a fixed rate over 32 kept connections: each request has its time from when it was due, so that a
     server that stalls cannot hide it;
  2. 200 clients that ask for executions, listings and counts as fast as they can, with 10 listeners to events, an export, and a
     pipeline that logs: every answer that is not as it should be is an error;
and the peak memory of the server. One process, standard library alone: it takes a good part of a core itself.
"""

import argparse
import asyncio
import json
import os
import random
import signal
import statistics
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
WORK = os.path.join(ROOT, "target", "bench")
TRACKER = os.path.join(ROOT, "target", "tracker", "bin", "tracker")
API = "/api/research/"


class Client:
    """One kept connection."""

    def __init__(self, port):
        self.port = port
        self.reader = self.writer = None

    async def get(self, path, keep=True):
        if self.writer is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        self.writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        head = await self.reader.readuntil(b"\r\n\r\n")
        status = int(head[9:12])
        fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:-2])
        size = 0
        if b"content-length" in fields:
            size = len(await self.reader.readexactly(int(fields[b"content-length"])))
        elif b"transfer-encoding" not in fields:
            while piece := await self.reader.read(1 << 16):
                size += len(piece)
        else:
            while True:
                chunk = int(await self.reader.readline(), 16)
                size += len(await self.reader.readexactly(chunk + 2)) - 2
                if chunk == 0:
                    break
        if fields.get(b"connection") == b"close" or not keep:
            self.writer.close()
            self.writer = None
        return status, size


async def at_rate(port, ids, rate, seconds, connections=32):
    """Asks for executions at a rate; returns the milliseconds of each answer, and the errors."""
    free = asyncio.Queue()
    for _ in range(connections):
        client = Client(port)
        await client.get("/healthz")
        free.put_nowait(client)
    times, errors = [], []
    begin = time.perf_counter() + 0.1

    async def one(number):
        due = begin + number / rate
        await asyncio.sleep(max(0, due - time.perf_counter()))
        client = await free.get()
        try:
            status, _ = await client.get(API + "execution/" + random.choice(ids))
            if status != 200:
                errors.append(status)
        except Exception as e:
            errors.append(repr(e))
        finally:
            times.append((time.perf_counter() - due) * 1000)
            free.put_nowait(client)

    await asyncio.gather(*(one(number) for number in range(rate * seconds)))
    return times, errors


async def crowd(port, ids, seconds, log):
    """200 clients, 10 listeners, one export and a pipeline at once; returns what was counted."""
    end = time.perf_counter() + seconds
    counts = {"answers": 0, "bytes": 0, "events": 0, "export": 0}
    errors = []
    paths = ["executions?limit=5", "items?limit=5", "outputs?limit=5", "stats?by=status", "config/dada/executions?limit=3"]

    async def client():
        connection = Client(port)
        while time.perf_counter() < end:
            path = random.choice(paths) if random.random() < 0.02 else "execution/" + random.choice(ids)
            try:
                status, size = await connection.get(API + path)
                counts["answers"] += 1
                counts["bytes"] += size
                if status != 200:
                    errors.append(f"{path}: {status}")
            except Exception as e:
                errors.append(f"{path}: {e!r}")
                return

    async def listener():
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"GET " + API.encode() + b"events HTTP/1.1\r\nHost: localhost\r\n\r\n")
        while time.perf_counter() < end + 3:
            try:
                line = await asyncio.wait_for(reader.readline(), 1)
            except asyncio.TimeoutError:
                continue
            if not line:
                errors.append("a listener was cut off")
                return
            counts["events"] += line.startswith(b"event: item")
        writer.close()

    async def pipeline():
        number = 0
        while time.perf_counter() < end:
            number += 1
            with open(log, "a", encoding="utf-8") as file:
                item = {"execution_id": "live", "sequence_number": number, "item_type": "output_text", "content": "live"}
                file.write(json.dumps(item) + "\n")
            await asyncio.sleep(0.5)
        counts["logged"] = number

    async def export():
        begin = time.perf_counter()
        status, size = await Client(port).get(API + "export?limit=500")
        counts["export"] = size
        counts["export seconds"] = round(time.perf_counter() - begin, 1)
        if status != 200:
            errors.append(f"export: {status}")

    listeners = [asyncio.ensure_future(listener()) for _ in range(10)]
    await asyncio.sleep(1)
    await asyncio.gather(export(), pipeline(), *(client() for _ in range(200)))
    await asyncio.gather(*listeners)
    if counts["events"] != 10 * counts["logged"]:
        errors.append(f"{counts['logged']} items logged, {counts['events']} told to 10 listeners")
    return counts, errors


def peak(pid):
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))


def percentile(times, part):
    return sorted(times)[min(len(times) - 1, int(len(times) * part))]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--items", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--rate", type=int, default=500)
    options = parser.parse_args()
    folder = os.path.join(WORK, f"serve-{options.items}")
    os.makedirs(folder, exist_ok=True)
    log = os.path.join(folder, "log.jsonl")
    if not os.path.exists(log):
        subprocess.check_call([sys.executable, os.path.join(ROOT, "src", "bench", "generate_logs.py"), str(options.items), log])
    live = os.path.join(folder, "live.jsonl")
    if os.path.exists(live):
        os.remove(live)
    base = ["--logs", folder, "--index", os.path.join(WORK, f"serve-{options.items}.db")]
    listed = subprocess.check_output([TRACKER, "list", "--columns", "execution_id", *base], text=True)
    ids = listed.splitlines()[1:]
    begin = time.perf_counter()
    server = subprocess.Popen([TRACKER, "serve", "--port", "0", *base], stdout=subprocess.PIPE, text=True)
    port = int(server.stdout.readline().rstrip("/\n").rsplit(":", 1)[1])
    print(f"address printed after {time.perf_counter() - begin:.2f} s; {len(ids)} executions, load {os.getloadavg()[0]:.1f}")
    try:
        asyncio.run(at_rate(port, ids, options.rate, 5))
        times, errors = asyncio.run(at_rate(port, ids, options.rate, options.seconds))
        print(
            f"executions by id, {options.rate} a second, {len(times)} answers: median {statistics.median(times):.1f} ms, "
            f"p95 {percentile(times, 0.95):.1f} ms, p99 {percentile(times, 0.99):.1f} ms, most {max(times):.1f} ms, "
            f"{len(errors)} errors {errors[:3]}"
        )
        counts, errors = asyncio.run(crowd(port, ids, options.seconds, live))
        print(f"200 clients, 10 listeners, an export: {counts}, {len(errors)} errors {errors[:3]}")
        print(f"peak memory: {peak(server.pid):.0f} MiB")
    finally:
        begin = time.perf_counter()
        server.send_signal(signal.SIGTERM)
        code = server.wait(15)
        print(f"stopped after {time.perf_counter() - begin:.2f} s, exit {code}")


if __name__ == "__main__":
    main()
