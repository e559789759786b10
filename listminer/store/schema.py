"""The tables, and the steps that bring an older store to them.

`PRAGMA user_version` counts the steps that a store has behind it. A step is
never changed once released; a new one is added below it. SQLite 3.40 is enough.
"""

from __future__ import annotations

APPLICATION_ID = 0x4C4D6E72  # "LMnr": tells our stores from other programs' databases

_FIRST = """
CREATE TABLE sources(
  id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, fingerprint TEXT NOT NULL,
  name TEXT, kind TEXT NOT NULL, location TEXT NOT NULL,
  found INTEGER NOT NULL DEFAULT 0, stored INTEGER NOT NULL DEFAULT 0,
  duplicates INTEGER NOT NULL DEFAULT 0, rejected INTEGER NOT NULL DEFAULT 0);
CREATE TABLE problems(
  source INTEGER NOT NULL, position INTEGER NOT NULL, stage TEXT NOT NULL,
  locator TEXT NOT NULL, message TEXT NOT NULL, PRIMARY KEY(source, position)) WITHOUT ROWID;

CREATE TABLE ids(id INTEGER PRIMARY KEY, message_id TEXT NOT NULL UNIQUE);
CREATE TABLE messages(
  id INTEGER PRIMARY KEY, digest TEXT NOT NULL, name TEXT NOT NULL, address TEXT NOT NULL,
  date INTEGER, utc_offset INTEGER, subject TEXT NOT NULL, base_subject TEXT NOT NULL,
  refs TEXT NOT NULL, orphan INTEGER NOT NULL DEFAULT 0, thread INTEGER);
CREATE INDEX messages_by_subject ON messages(base_subject);
CREATE INDEX messages_by_date ON messages(date);
CREATE INDEX messages_by_thread ON messages(thread);
CREATE TABLE bodies(
  message INTEGER PRIMARY KEY, source INTEGER NOT NULL, locator TEXT NOT NULL, url TEXT,
  envelope TEXT, facts TEXT NOT NULL, text BLOB NOT NULL, segments BLOB NOT NULL,
  raw BLOB NOT NULL);
CREATE TABLE prints(
  message INTEGER PRIMARY KEY, quoted BLOB NOT NULL, named TEXT NOT NULL, authored BLOB NOT NULL);
CREATE TABLE aligned(message INTEGER PRIMARY KEY, indexed BLOB NOT NULL, revised BLOB);
CREATE INDEX bodies_by_url ON bodies(url) WHERE url IS NOT NULL;
CREATE TABLE copies(
  message INTEGER NOT NULL, source INTEGER NOT NULL, locator TEXT NOT NULL,
  PRIMARY KEY(message, source, locator)) WITHOUT ROWID;
CREATE TABLE lists(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE message_lists(
  message INTEGER NOT NULL, list INTEGER NOT NULL, PRIMARY KEY(message, list)) WITHOUT ROWID;
CREATE INDEX message_lists_by_list ON message_lists(list, message);

CREATE TABLE edges(
  a INTEGER NOT NULL, b INTEGER NOT NULL, PRIMARY KEY(a, b)) WITHOUT ROWID;
CREATE TABLE adoptions(child INTEGER PRIMARY KEY, parent INTEGER NOT NULL, how TEXT NOT NULL);
CREATE INDEX adoptions_by_parent ON adoptions(parent);

CREATE TABLE unsettled(message INTEGER PRIMARY KEY, fresh INTEGER NOT NULL);
CREATE TABLE dirty(message INTEGER PRIMARY KEY);
CREATE TABLE threads(
  number INTEGER PRIMARY KEY, root INTEGER NOT NULL, subject TEXT NOT NULL,
  messages INTEGER NOT NULL, people INTEGER NOT NULL, first INTEGER, last INTEGER,
  lists TEXT NOT NULL, links TEXT NOT NULL, answers TEXT NOT NULL);
CREATE TABLE nodes(
  thread INTEGER NOT NULL, position INTEGER NOT NULL, id INTEGER NOT NULL, parent INTEGER,
  how TEXT, ghost INTEGER NOT NULL, opens TEXT, PRIMARY KEY(thread, position)) WITHOUT ROWID;
CREATE INDEX nodes_by_id ON nodes(id);
CREATE TABLE ghosts(
  thread INTEGER NOT NULL, id INTEGER NOT NULL, name TEXT NOT NULL, address TEXT NOT NULL,
  date INTEGER, subject TEXT NOT NULL, facts TEXT NOT NULL, text BLOB NOT NULL,
  segments BLOB NOT NULL, PRIMARY KEY(thread, id)) WITHOUT ROWID;

CREATE TABLE findings(
  key TEXT NOT NULL, extractor TEXT NOT NULL, version TEXT NOT NULL, content TEXT NOT NULL,
  PRIMARY KEY(key, extractor)) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(
  body, subject, sender, content='', tokenize="unicode61 remove_diacritics 2");
"""

_FOLLOWED = """
CREATE TABLE followed(
  source TEXT PRIMARY KEY, list_name TEXT, since TEXT, until TEXT, server TEXT) WITHOUT ROWID;
"""
_ATTACHMENTS = "ALTER TABLE followed ADD COLUMN attachments INTEGER NOT NULL DEFAULT 0"
# Fingerprints in sorted rows, see store.said. What is stored is looked at once more.
_SAID = """
CREATE TABLE said(
  id INTEGER PRIMARY KEY, side TEXT NOT NULL, prints BLOB NOT NULL, messages BLOB NOT NULL);
INSERT OR REPLACE INTO unsettled SELECT id, 1 FROM messages;
"""
# No table changes, but what `raw` holds: the head alone where `text` is the body, which who
# knows the steps above only cannot read.
_HEADS = ""

MIGRATIONS: tuple[str, ...] = (_FIRST, _FOLLOWED, _ATTACHMENTS, _SAID, _HEADS)
VERSION = len(MIGRATIONS)
