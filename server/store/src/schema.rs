//! The tables, as numbered steps; a database records how many it has taken.
//!
//! `kind` and `group_position` are positions in the incident's definition, which only ever
//! grows at its end. No column tells the order in which people stood in a list.

mod desk;
mod lists;
#[cfg(test)]
mod tests;

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
    &[
        "ALTER TABLE loads ADD COLUMN action TEXT NOT NULL DEFAULT 'add'",
        // HMAC-SHA-256 of the file under the list secret; loads of earlier versions have none.
        "ALTER TABLE loads ADD COLUMN file BYTEA",
        "ALTER TABLE loads ADD COLUMN token_name TEXT NOT NULL DEFAULT ''",
        "UPDATE loads SET token_name = COALESCE(
            (SELECT name FROM load_tokens WHERE load_tokens.load = loads.id), '')",
        // The set that a withdrawal was found to fit.
        "ALTER TABLE loads ADD COLUMN checked BIGINT",
        // What has come, counted as it comes.
        "ALTER TABLE loads ADD COLUMN taken_identifiers BIGINT NOT NULL DEFAULT 0",
        "ALTER TABLE loads ADD COLUMN taken_filter_entries BIGINT NOT NULL DEFAULT 0",
        "ALTER TABLE loads ADD COLUMN taken_people BIGINT NOT NULL DEFAULT 0",
        "UPDATE loads SET taken_identifiers = identifiers,
            taken_filter_entries = filter_entries, taken_people = people
         WHERE state IN ('closed', 'published')",
        "UPDATE loads SET
            taken_identifiers = (SELECT COUNT(*) FROM record_tags WHERE load = loads.id),
            taken_filter_entries = (SELECT COUNT(*) FROM filter_entries WHERE load = loads.id),
            taken_people = (SELECT COUNT(*) FROM people WHERE load = loads.id)
         WHERE state IN ('open', 'uploading')",
        "ALTER TABLE load_tokens ADD COLUMN spent BIGINT",
        "ALTER TABLE sets ADD COLUMN cause TEXT NOT NULL DEFAULT 'load'",
        "ALTER TABLE sets ADD COLUMN caused_by BYTEA",
        "ALTER TABLE sets ADD COLUMN back_to BIGINT",
        // Until now each set held one load more than the set before.
        "UPDATE sets SET caused_by = (
            SELECT now.load FROM set_loads AS now
            WHERE now.incident = sets.incident AND now.version = sets.version AND NOT EXISTS (
                SELECT 1 FROM set_loads AS earlier
                WHERE earlier.incident = now.incident AND earlier.version = now.version - 1
                  AND earlier.load = now.load))",
        // Groups that a withdrawal takes from a person of an earlier load.
        "CREATE TABLE withdrawn (
        withdrawal BYTEA NOT NULL REFERENCES loads (id),
        load BYTEA NOT NULL REFERENCES loads (id),
        handle BYTEA NOT NULL,
        groups BIGINT NOT NULL,
        PRIMARY KEY (withdrawal, load, handle))",
        // Entries of people whom several loads brought: taken out beyond the withdrawal's own.
        "CREATE TABLE withdrawn_entries (
        withdrawal BYTEA NOT NULL REFERENCES loads (id),
        kind INTEGER NOT NULL,
        group_position INTEGER NOT NULL,
        tag BYTEA NOT NULL)",
        "CREATE INDEX withdrawn_entries_by_load ON withdrawn_entries (withdrawal)",
    ],
    &[
        "CREATE TABLE organisations (
        id BYTEA PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        created BIGINT NOT NULL)",
        // `login` in lower case. Password as a PHC string; the TOTP secret sealed under the
        // master key. Empty: not set yet.
        "CREATE TABLE accounts (
        id BYTEA PRIMARY KEY,
        login TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        organisation BYTEA NOT NULL REFERENCES organisations (id),
        deployment_administrator BIGINT NOT NULL,
        language TEXT NOT NULL,
        password TEXT NOT NULL,
        totp BYTEA NOT NULL,
        totp_step BIGINT NOT NULL,
        created BIGINT NOT NULL,
        disabled BIGINT)",
        "CREATE TABLE recovery_codes (
        account BYTEA NOT NULL REFERENCES accounts (id),
        digest BYTEA NOT NULL,
        PRIMARY KEY (account, digest))",
        // Named by SHA-256 of their secret. `complete`: the second factor was given.
        "CREATE TABLE sessions (
        digest BYTEA PRIMARY KEY,
        account BYTEA NOT NULL REFERENCES accounts (id),
        complete BIGINT NOT NULL,
        device TEXT NOT NULL,
        created BIGINT NOT NULL,
        last_seen BIGINT NOT NULL)",
        // Devices that have signed in before, by SHA-256 of the cookie they carry.
        "CREATE TABLE devices (
        digest BYTEA NOT NULL,
        account BYTEA NOT NULL REFERENCES accounts (id),
        last_seen BIGINT NOT NULL,
        PRIMARY KEY (digest, account))",
        // Attempts by account and device; an empty device stands for all unknown ones together.
        // `account` may be a digest of a login that nobody has: both leave the same traces.
        "CREATE TABLE login_failures (
        account BYTEA NOT NULL,
        device BYTEA NOT NULL,
        failures BIGINT NOT NULL,
        locked_until BIGINT NOT NULL,
        PRIMARY KEY (account, device))",
        // One-time links: to set up an invited account, or a password anew.
        "CREATE TABLE invitations (
        digest BYTEA PRIMARY KEY,
        account BYTEA NOT NULL REFERENCES accounts (id),
        purpose TEXT NOT NULL,
        created BIGINT NOT NULL,
        expires BIGINT NOT NULL,
        used BIGINT)",
        // The chain of an incident; `share` -1 is the whole of it.
        "CREATE TABLE incident_organisations (
        incident BYTEA NOT NULL REFERENCES incidents (id),
        organisation BYTEA NOT NULL REFERENCES organisations (id),
        chain_role TEXT NOT NULL,
        share INTEGER NOT NULL,
        share_name TEXT NOT NULL,
        PRIMARY KEY (incident, organisation))",
        "CREATE TABLE grants (
        incident BYTEA NOT NULL REFERENCES incidents (id),
        account BYTEA NOT NULL REFERENCES accounts (id),
        role TEXT NOT NULL,
        PRIMARY KEY (incident, account, role))",
        // What waits for a second person. `subject`: id of a load, or a set version as 8 bytes;
        // `based_on`: the set that was served when it was asked for, 0 for none.
        "CREATE TABLE approvals (
        id BYTEA PRIMARY KEY,
        incident BYTEA NOT NULL REFERENCES incidents (id),
        action TEXT NOT NULL,
        subject BYTEA NOT NULL,
        summary TEXT NOT NULL,
        state TEXT NOT NULL,
        requested_by BYTEA,
        requester TEXT NOT NULL,
        requested BIGINT NOT NULL,
        not_before BIGINT NOT NULL,
        based_on BIGINT NOT NULL,
        decided_by BYTEA,
        decider TEXT NOT NULL DEFAULT '',
        decided BIGINT,
        started BIGINT,
        reason TEXT NOT NULL DEFAULT '',
        result BIGINT)",
        // The same wish waits once.
        "CREATE UNIQUE INDEX approvals_open ON approvals (incident, action, subject)
         WHERE state IN ('waiting', 'scheduled', 'running')",
        // A hash chain. Bodies may be erased at the end of an incident; the hashes stay.
        "CREATE TABLE audit (
        number BIGINT PRIMARY KEY,
        incident BYTEA,
        at BIGINT NOT NULL,
        action TEXT NOT NULL,
        body TEXT,
        body_hash BYTEA NOT NULL,
        hash BYTEA NOT NULL)",
        "CREATE INDEX audit_by_incident ON audit (incident, number)",
        // Who made a load token, and for which part of the incident (-1: all).
        "ALTER TABLE load_tokens ADD COLUMN created_by BYTEA",
        "ALTER TABLE load_tokens ADD COLUMN share INTEGER NOT NULL DEFAULT -1",
        "ALTER TABLE load_tokens ADD COLUMN expires BIGINT",
        "ALTER TABLE load_tokens ADD COLUMN revoked BIGINT",
    ],
    // Notices as they were public; rows are only ever added. `texts`: JSON, by language.
    &["CREATE TABLE record_versions (
        incident BYTEA NOT NULL REFERENCES incidents (id),
        day TEXT NOT NULL,
        name TEXT NOT NULL,
        version BIGINT NOT NULL,
        kind TEXT NOT NULL,
        texts TEXT NOT NULL,
        since BIGINT NOT NULL,
        PRIMARY KEY (incident, day, name, version))"],
    desk::STEP,
    // Who did it, in hex, beside the body that says it too: there the chain of hashes covers it,
    // here it can be searched. Bodies so far begin {"account":"...","organisation":"...".
    &[
        "ALTER TABLE audit ADD COLUMN account TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE audit ADD COLUMN organisation TEXT NOT NULL DEFAULT ''",
        "UPDATE audit SET account = substr(body, 13, 32), organisation = substr(body, 63, 32)
         WHERE substr(body, 1, 12) = '{\"account\":\"' AND substr(body, 13, 1) <> '\"'",
        "CREATE INDEX audit_by_account ON audit (incident, account, number)",
        "CREATE INDEX audit_by_organisation ON audit (incident, organisation, number)",
    ],
    lists::STEP,
];

/// SQLite keeps such a table in the order of its key, without another one beside it; PostgreSQL
/// has no word for it.
const IN_ORDER_OF_KEY: &str = " WITHOUT ROWID";

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
            let text = match &transaction {
                Transaction::Sqlite(_) => *statement,
                Transaction::Postgres(_) => {
                    statement.strip_suffix(IN_ORDER_OF_KEY).unwrap_or(statement)
                }
            };
            execute!(in &mut transaction, text);
        }
        execute!(in &mut transaction,
            "INSERT INTO schema_steps (taken) VALUES ($1)",
            number as i64 + 1,
        );
    }
    transaction.commit().await
}
