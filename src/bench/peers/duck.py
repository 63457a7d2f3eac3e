#!/usr/bin/env python3
"""duck.py LOG DATABASE: reads a log with DuckDB, its columns given, into the same three answers. Needs its package for Python."""

import os
import sys

import duckdb

COLUMNS = {
    name: "VARCHAR"
    for name in (
        "execution_id config_name sequence_number timestamp stage output_config_index media_type item_type content file_path "
        "config_used model_used prompt_id"
    ).split()
}
COLUMNS |= {"sequence_number": "INTEGER", "stage": "INTEGER", "output_config_index": "INTEGER", "metadata": "JSON"}


def main():
    log, database = sys.argv[1:3]
    if os.path.exists(database):
        os.remove(database)
    connection = duckdb.connect(database)
    columns = ", ".join(f"{name}: '{kind}'" for name, kind in COLUMNS.items())
    source = f"read_json(?, format='newline_delimited', columns={{{columns}}})"
    connection.execute(f"CREATE TABLE items AS SELECT * FROM {source}", [log])
    connection.execute("CREATE INDEX items_execution ON items(execution_id)")
    connection.execute("CREATE INDEX items_type ON items(item_type)")
    connection.execute("CREATE INDEX items_config ON items(config_used)")
    connection.execute("CHECKPOINT")
    with open(os.path.join(os.path.dirname(__file__), "questions.sql"), encoding="utf-8") as questions:
        for question in questions.read().replace("sum(item_type GLOB 'output_*')", "count(*) FILTER (item_type GLOB 'output_*')").split(";\n"):
            if question.strip():
                for row in connection.execute(question).fetchall():
                    print(*row, sep="|")


if __name__ == "__main__":
    main()
