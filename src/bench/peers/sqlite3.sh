#!/bin/sh
# sqlite3.sh LOG DATABASE: reads a log with the sqlite3 shell, into the same three answers
set -e
here=$(dirname "$0")
rm -f "$2"
sqlite3 "$2" <<SQL
.bail on
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -65536;
CREATE TEMP TABLE line(text);
.mode ascii
.separator "\001" "\n"
.import "$1" line
BEGIN;
CREATE TABLE items(
  id INTEGER PRIMARY KEY, execution_id TEXT, config_name TEXT, sequence_number INTEGER, timestamp TEXT, stage INTEGER,
  output_config_index INTEGER, media_type TEXT, item_type TEXT, content TEXT, file_path TEXT, config_used TEXT,
  model_used TEXT, prompt_id TEXT, metadata TEXT);
INSERT INTO items
  SELECT NULL, j ->> 'execution_id', j ->> 'config_name', j ->> 'sequence_number', j ->> 'timestamp', j ->> 'stage',
    j ->> 'output_config_index', j ->> 'media_type', j ->> 'item_type', j ->> 'content', j ->> 'file_path',
    j ->> 'config_used', j ->> 'model_used', j ->> 'prompt_id', j ->> 'metadata'
  FROM (SELECT CAST(text AS TEXT) AS j FROM line);
CREATE INDEX items_execution ON items(execution_id, sequence_number);
CREATE INDEX items_type ON items(item_type);
CREATE INDEX items_config ON items(config_used);
COMMIT;
.mode list
.read "$here/questions.sql"
SQL
