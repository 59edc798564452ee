//! Lists in the order of their loads, and what is over and has yet to be deleted.

pub(super) const STEP: &[&str] = &[
    // What a load brought lies together: it is read, counted and deleted without a look at the
    // rows of other loads. A tag is looked for in each load of a set, and those are few.
    "CREATE TABLE record_tags_by_load (
    load BYTEA NOT NULL REFERENCES loads (id),
    tag BYTEA NOT NULL,
    kind INTEGER NOT NULL,
    handle BYTEA NOT NULL,
    PRIMARY KEY (load, tag, kind, handle)) WITHOUT ROWID",
    "INSERT INTO record_tags_by_load
     SELECT load, tag, kind, handle FROM record_tags ORDER BY load, tag, kind, handle",
    "DROP TABLE record_tags",
    "ALTER TABLE record_tags_by_load RENAME TO record_tags",
    "CREATE TABLE people_by_load (
    load BYTEA NOT NULL REFERENCES loads (id),
    handle BYTEA NOT NULL,
    groups BIGINT NOT NULL,
    share INTEGER NOT NULL,
    PRIMARY KEY (load, handle)) WITHOUT ROWID",
    "INSERT INTO people_by_load
     SELECT load, handle, groups, share FROM people ORDER BY load, handle",
    "DROP TABLE people",
    "ALTER TABLE people_by_load RENAME TO people",
    "CREATE TABLE withdrawn_by_load (
    withdrawal BYTEA NOT NULL REFERENCES loads (id),
    load BYTEA NOT NULL REFERENCES loads (id),
    handle BYTEA NOT NULL,
    groups BIGINT NOT NULL,
    PRIMARY KEY (withdrawal, load, handle)) WITHOUT ROWID",
    "INSERT INTO withdrawn_by_load
     SELECT withdrawal, load, handle, groups FROM withdrawn ORDER BY withdrawal, load, handle",
    "DROP TABLE withdrawn",
    "ALTER TABLE withdrawn_by_load RENAME TO withdrawn",
    // `part`: `load`, `replies` or `filters` (of an incident, under a number). Deleted from `due`
    // on, in seconds since 1970.
    "CREATE TABLE leftovers (
    part TEXT NOT NULL,
    subject BYTEA NOT NULL,
    number BIGINT NOT NULL,
    due BIGINT NOT NULL,
    PRIMARY KEY (part, subject, number))",
    // Filters are stored before their set is published: its row says under which number.
    "ALTER TABLE sets ADD COLUMN filters_under BIGINT NOT NULL DEFAULT 0",
    "UPDATE sets SET filters_under = version",
    // Counts the times that a withdrawal was entered; only the last one goes on.
    "ALTER TABLE loads ADD COLUMN settling BIGINT NOT NULL DEFAULT 0",
    // Counts the definitions that an incident had.
    "ALTER TABLE incidents ADD COLUMN revision BIGINT NOT NULL DEFAULT 1",
];
