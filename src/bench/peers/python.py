#!/usr/bin/env python3
"""python.py LOG DATABASE: reads a log with python3's own json and sqlite3, into the same three answers."""

import json
import os
import sqlite3
import sys

COLUMNS = (
    "execution_id config_name sequence_number timestamp stage output_config_index media_type item_type content file_path "
    "config_used model_used prompt_id"
).split()


def rows(path):
    with open(path, "rb") as lines:
        for line in lines:
            fields = json.loads(line)
            yield [fields.get(name) for name in COLUMNS] + [json.dumps(fields.get("metadata"), ensure_ascii=False)]


def main():
    log, database = sys.argv[1:3]
    if os.path.exists(database):
        os.remove(database)
    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA cache_size = -65536")
    connection.execute(f"CREATE TABLE items(id INTEGER PRIMARY KEY, {', '.join(COLUMNS)}, metadata)")
    connection.execute("BEGIN")
    marks = ", ?" * (len(COLUMNS) + 1)
    connection.executemany(f"INSERT INTO items VALUES(NULL{marks})", rows(log))
    connection.execute("CREATE INDEX items_execution ON items(execution_id, sequence_number)")
    connection.execute("CREATE INDEX items_type ON items(item_type)")
    connection.execute("CREATE INDEX items_config ON items(config_used)")
    connection.execute("COMMIT")
    with open(os.path.join(os.path.dirname(__file__), "questions.sql"), encoding="utf-8") as questions:
        for question in questions.read().split(";\n"):
            if question.strip():
                for row in connection.execute(question):
                    print(*row, sep="|")


if __name__ == "__main__":
    main()
