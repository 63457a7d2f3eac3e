"""Records executions in a tracker log from Python: one page, standard library only.

    log = Recorder("logs")                              # appends to logs/tracker.jsonl
    run = log.execution("image_comparison", output_configs=["sd35_large", "gpt5_image"])
    run.item("user_input_text", stage=1, content="Eine Blume")
    run.item("output_image", stage=4, output_config_index=1, config_used="sd35_large",
             file_path="exports/img1.png")
    run.item("pipeline_complete", stage=5)

Other programs may write to the same log, or to others below the same folder: whoever appends holds an
fcntl lock (lockf, not flock) on tracker.lock, and on NAME.lock if its log is NAME.jsonl. A call returns
when the line is on the disk, and raises OSError if it is not.
"""
import fcntl
import gzip
import json
import os
import threading
import uuid
from datetime import datetime
from pathlib import Path


class Recorder:
    def __init__(self, root, name="tracker"):
        self.root, self.path = Path(root), Path(root, name + ".jsonl")
        self.root.mkdir(parents=True, exist_ok=True)
        # Opened once and kept: closing any handle on a lock file lets go of the whole process's lock.
        self.locks = [os.open(self.root / (each + ".lock"), os.O_RDWR | os.O_CREAT, 0o666)
                      for each in dict.fromkeys(["tracker", name])]
        self.threads = threading.Lock()  # lockf excludes processes; this excludes their threads
        self.read = {}  # how far each log was read, by device and inode
        self.highest = {}  # the highest sequence number of each execution

    def execution(self, config_name, execution_id=None, **head):
        execution_id = execution_id or str(uuid.uuid4())
        self.append({"execution_id": execution_id, "config_name": config_name, "timestamp": now(), **head})
        return Execution(self, execution_id)

    def append(self, event):
        """Appends one event, a line of the log format; returns its sequence number, None for head data."""
        with self.threads:
            for lock in self.locks:
                fcntl.lockf(lock, fcntl.LOCK_EX)
            try:
                return self._append(dict(event))
            finally:
                for lock in reversed(self.locks):
                    fcntl.lockf(lock, fcntl.LOCK_UN)

    def _append(self, event):
        log = os.open(self.path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o666)
        try:
            size = os.fstat(log).st_size
            if size and os.pread(log, 1, size - 1) != b"\n":
                size += os.write(log, b"\n")  # a writer died within its line: the next one begins afresh
            if "item_type" in event:
                self._catch_up()
                highest = self.highest.get(event["execution_id"], 0)
                event = {"sequence_number": highest + 1, "timestamp": now(), **event}
            line = json.dumps(event, allow_nan=False).encode() + b"\n"
            os.pwrite(self.locks[0], os.urandom(8), 0)  # tells other writers that the logs have grown
            if os.write(log, line) < len(line):
                os.ftruncate(log, size)  # the disk is full: no half line stays
                raise OSError("no space left for " + str(self.path))
            os.fsync(log)
            return event.get("sequence_number")
        finally:
            os.close(log)

    def _catch_up(self):
        """Reads what the logs have gained since the last call, for the numbers in it."""
        for path in self.root.rglob("*.jsonl*"):
            packed, stat = path.suffix == ".gz", path.stat()
            key = stat.st_dev, stat.st_ino
            seen = self.read.get(key, 0)
            if seen == stat.st_size:
                continue
            with gzip.open(path) if packed else open(path, "rb") as log:
                at = 0 if packed or seen > stat.st_size else log.seek(seen)
                for line in log:
                    if line.endswith(b"\n"):
                        at += len(line)
                        self._note(line)
            self.read[key] = stat.st_size if packed else at

    def _note(self, line):
        try:
            event = json.loads(line)
            for item in [event, *(event.get("items") or [])]:
                number = item.get("sequence_number") or item.get("seq")
                if isinstance(number, int):
                    name = event["execution_id"]
                    self.highest[name] = max(number, self.highest.get(name, 0))
        except (ValueError, TypeError, KeyError, AttributeError):
            pass  # not a line of a log; `tracker doctor` names it


class Execution:
    def __init__(self, recorder, execution_id):
        self.recorder, self.execution_id = recorder, execution_id

    def item(self, item_type, **fields):
        return self.recorder.append({"execution_id": self.execution_id, "item_type": item_type, **fields})


def now():
    return datetime.now().astimezone().isoformat(timespec="microseconds")
