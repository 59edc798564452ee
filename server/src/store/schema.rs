//! The tables, as numbered steps; a database records how many it has taken.
//!
//! `kind` and `group_position` are positions in the incident's definition, which only ever
//! grows at its end. No column tells the order in which people stood in a list.

use super::{
    StoreError,
    database::{Database, Transaction, execute, fetch},
};

/// Two processes that open an empty PostgreSQL at once must not both make the tables.
const LOCK_STEPS: &str = "SELECT pg_advisory_xact_lock(7020099417)";

const STEPS: &[&[&str]] = &[
    &[
        "CREATE TABLE deployment (id BYTEA PRIMARY KEY, created BIGINT NOT NULL)",
        "CREATE TABLE incidents (
        id BYTEA PRIMARY KEY,
        slug TEXT NOT NULL UNIQUE,
        definition TEXT NOT NULL,
        applied BIGINT NOT NULL)",
        // A load token serves one load: the one it opens.
        "CREATE TABLE load_tokens (
        digest BYTEA PRIMARY KEY,
        incident BYTEA NOT NULL REFERENCES incidents (id),
        name TEXT NOT NULL,
        created BIGINT NOT NULL,
        load BYTEA)",
        "CREATE TABLE loads (
        id BYTEA PRIMARY KEY,
        incident BYTEA NOT NULL REFERENCES incidents (id),
        state TEXT NOT NULL,
        identifiers BIGINT NOT NULL,
        filter_entries BIGINT NOT NULL,
        people BIGINT NOT NULL,
        as_of BIGINT NOT NULL,
        evaluated BIGINT NOT NULL,
        opened BIGINT NOT NULL,
        ended BIGINT)",
        "CREATE TABLE load_batches (
        load BYTEA NOT NULL REFERENCES loads (id),
        stage TEXT NOT NULL,
        number BIGINT NOT NULL,
        digest BYTEA NOT NULL,
        reply BYTEA NOT NULL,
        PRIMARY KEY (load, stage, number))",
        // Staff tag -n:m- person; groups are a bit for each position.
        "CREATE TABLE record_tags (
        load BYTEA NOT NULL REFERENCES loads (id),
        tag BYTEA NOT NULL,
        kind INTEGER NOT NULL,
        handle BYTEA NOT NULL,
        PRIMARY KEY (tag, load, kind, handle))",
        "CREATE TABLE people (
        load BYTEA NOT NULL REFERENCES loads (id),
        handle BYTEA NOT NULL,
        groups BIGINT NOT NULL,
        share INTEGER NOT NULL,
        PRIMARY KEY (load, handle))",
        // A multiset, one entry for each person, without any link to one.
        "CREATE TABLE filter_entries (
        load BYTEA NOT NULL REFERENCES loads (id),
        kind INTEGER NOT NULL,
        group_position INTEGER NOT NULL,
        tag BYTEA NOT NULL)",
        "CREATE INDEX filter_entries_by_load ON filter_entries (load)",
        "CREATE TABLE sets (
        incident BYTEA NOT NULL REFERENCES incidents (id),
        version BIGINT NOT NULL,
        as_of BIGINT NOT NULL,
        published BIGINT NOT NULL,
        superseded BIGINT,
        PRIMARY KEY (incident, version))",
        "CREATE TABLE set_loads (
        incident BYTEA NOT NULL,
        version BIGINT NOT NULL,
        load BYTEA NOT NULL REFERENCES loads (id),
        PRIMARY KEY (incident, version, load))",
        "CREATE TABLE filters (
        sha256 BYTEA PRIMARY KEY,
        incident BYTEA NOT NULL,
        version BIGINT NOT NULL,
        kind TEXT NOT NULL,
        group_name TEXT NOT NULL,
        positions INTEGER NOT NULL,
        shard_bits INTEGER NOT NULL,
        shard INTEGER NOT NULL,
        file BYTEA NOT NULL)",
        "CREATE INDEX filters_by_set ON filters (incident, version)",
        "CREATE TABLE manifests (
        incident BYTEA NOT NULL REFERENCES incidents (id),
        sequence BIGINT NOT NULL,
        version BIGINT NOT NULL,
        bytes BYTEA NOT NULL,
        signature BYTEA NOT NULL,
        issued BIGINT NOT NULL,
        expires BIGINT NOT NULL,
        PRIMARY KEY (incident, sequence))",
    ],
    &["CREATE TABLE daily_lookups (
        incident BYTEA NOT NULL REFERENCES incidents (id),
        day BIGINT NOT NULL,
        taken BIGINT NOT NULL,
        PRIMARY KEY (incident, day))"],
];

/// Takes the steps that a database lacks, all of them or none.
pub(super) async fn migrate(database: &Database) -> Result<(), StoreError> {
    let mut transaction = database.begin().await?;
    if let Transaction::Postgres(on) = &mut transaction {
        sqlx::query(LOCK_STEPS).execute(&mut **on).await?;
    }
    execute!(in &mut transaction,
        "CREATE TABLE IF NOT EXISTS schema_steps (taken BIGINT NOT NULL PRIMARY KEY)",
    );
    let (taken,): (i64,) =
        fetch!(fetch_one, in &mut transaction, "SELECT COUNT(*) FROM schema_steps");
    let taken = usize::try_from(taken).map_err(|_| StoreError::Content)?;
    if taken > STEPS.len() {
        return Err(StoreError::Newer);
    }
    for (number, step) in STEPS.iter().enumerate().skip(taken) {
        for statement in *step {
            execute!(in &mut transaction, *statement);
        }
        execute!(in &mut transaction,
            "INSERT INTO schema_steps (taken) VALUES ($1)",
            number as i64 + 1,
        );
    }
    transaction.commit().await
}
