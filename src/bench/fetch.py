#!/usr/bin/env python3
"""Measures `tracker media fetch` beside curl: src/bench/fetch.py [--files N] [--size BYTES] [--runs N] [--delay MS]

Run from the root of the project after `mvn -q -DskipTests package`. A server on loopback, in a process of its own, gives N pictures
of that size; tracker and curl fetch them in turn (A B A B …), four at a time, tracker into a new media store, with digests, syncs and
catalogue, curl into a folder. So they do with a server that takes its time for each answer, beside the time that this alone takes.
Prints the median, minimum and maximum of each and of their ratio, the processor time of all, and tracker's peak memory, also for
ten times the files and for one of a gigabyte. Needs python3 and curl.
"""

import argparse
import http.server
import json
import multiprocessing
import os
import resource
import statistics
import struct
import subprocess
import sys
import tempfile
import time
import zlib

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TRACKER = os.path.join(ROOT, "target", "tracker", "bin", "tracker")


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def picture(number, size):
    """A PNG of about so many bytes, another one for each number."""
    noise = number.to_bytes(8, "big") + b"\x5a" * max(0, size - 65)
    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", noise) + chunk(b"IEND", b"")


def serve(connection):
    class Pictures(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1
        disable_nagle_algorithm = True

        def do_GET(self):
            _, delay, size, name = self.path.split("/")
            time.sleep(int(delay) / 1000)
            body = picture(int(name.split(".")[0]), int(size))
            self.send_response(200)
            self.send_header("Content-Type", "image/png")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments):
            pass

    class Server(http.server.ThreadingHTTPServer):
        def handle_error(self, request, address):
            """Who has enough hangs up."""

    server = Server(("127.0.0.1", 0), Pictures)
    connection.send(server.server_address[1])
    server.serve_forever()


def measure(command, expected=0):
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != expected:
        sys.exit(f"{' '.join(command)}: exit {process.returncode}")
    return wall, usage.ru_maxrss / 1024


def spread(values, digits=2):
    return f"{statistics.median(values):.{digits}f} ({min(values):.{digits}f}–{max(values):.{digits}f})"


class Bench:
    def __init__(self, work, port):
        self.work = work
        self.port = port

    def url(self, number, size, delay):
        return f"http://127.0.0.1:{self.port}/{delay}/{size}/{number}.png"

    def log(self, files, size, delay):
        folder = os.path.join(self.work, f"logs-{files}-{size}-{delay}")
        if not os.path.exists(folder):
            os.makedirs(folder)
            with open(os.path.join(folder, "a.jsonl"), "w", encoding="utf-8") as out:
                for number in range(files):
                    line = {
                        "execution_id": f"run-{number // 10}",
                        "sequence_number": number % 10 + 1,
                        "item_type": "output_image",
                        "file_path": self.url(number, size, delay),
                    }
                    out.write(json.dumps(line) + "\n")
        return folder

    def tracker(self, files, size, delay=0):
        # A new one each time, and deleted at the end: some file systems shun for seconds what was just freed.
        store = tempfile.mkdtemp(prefix="store-", dir=self.work)
        index = os.path.join(self.work, f"index-{files}-{size}-{delay}.db")
        where = ["--logs", self.log(files, size, delay), "--index", index, "--store", store]
        return measure([TRACKER, "media", "fetch", *where, "--allow-host", f"127.0.0.1:{self.port}"])

    def curl(self, files, size, delay=0):
        folder = tempfile.mkdtemp(prefix="curl-", dir=self.work)
        config = os.path.join(self.work, "curl.txt")
        with open(config, "w", encoding="utf-8") as out:
            for number in range(files):
                out.write(f"url = {self.url(number, size, delay)}\noutput = {folder}/{number}.png\n")
        return measure(["curl", "-sS", "--parallel", "--parallel-max", "4", "-K", config])


def compare(bench, asked, delay):
    bench.tracker(asked.files, asked.size, delay)
    bench.curl(asked.files, asked.size, delay)
    ours, theirs, ratios, peaks = [], [], [], []
    for _ in range(asked.runs):
        wall, peak = bench.tracker(asked.files, asked.size, delay)
        other, _ = bench.curl(asked.files, asked.size, delay)
        ours.append(wall)
        theirs.append(other)
        ratios.append(wall / other)
        peaks.append(peak)
    print(
        f"{asked.files} files of {asked.size} bytes, {delay} ms each, at least {asked.files * delay / 4000:.2f} s:"
        f" tracker {spread(ours)} s, curl {spread(theirs)} s, ratio {spread(ratios)}; peak memory {spread(peaks, 0)} MiB",
        flush=True,
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--size", type=int, default=4096)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--delay", type=int, action="append", help="of the slow server, in ms; may be repeated")
    asked = parser.parse_args()
    here, there = multiprocessing.Pipe()
    server = multiprocessing.Process(target=serve, args=(there,), daemon=True)
    server.start()
    with tempfile.TemporaryDirectory() as work:
        bench = Bench(work, here.recv())
        for delay in [0, *(asked.delay or [5, 20])]:
            compare(bench, asked, delay)
        print(f"peak memory: {asked.files * 10} files: {bench.tracker(asked.files * 10, asked.size)[1]:.0f} MiB", end="", flush=True)
        print(f"; one file of 1 GB: {bench.tracker(1, 10**9)[1]:.0f} MiB")
    server.terminate()
    server.join()
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"processor time of all, server included: {usage.ru_utime + usage.ru_stime:.1f} s")


if __name__ == "__main__":
    main()
