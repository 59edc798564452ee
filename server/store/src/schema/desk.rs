//! The tables of the desk, and of checks for many people at once.

pub(super) const STEP: &[&str] = &[
    // One for each question of an agent and incident. A tag that no record has is not kept;
    // `handle` is the one person that was found, where it was one.
    "CREATE TABLE desk_lookups (
    incident BYTEA NOT NULL REFERENCES incidents (id),
    search BYTEA NOT NULL,
    account BYTEA NOT NULL REFERENCES accounts (id),
    hour BIGINT NOT NULL,
    at BIGINT NOT NULL,
    answer TEXT NOT NULL DEFAULT '',
    handle BYTEA,
    PRIMARY KEY (incident, search))",
    "CREATE INDEX desk_lookups_by_agent ON desk_lookups (incident, account, hour)",
    "CREATE INDEX desk_lookups_by_search ON desk_lookups (search)",
    // How often an agent asked in an hour, counted before it is answered.
    "CREATE TABLE desk_hours (
    incident BYTEA NOT NULL REFERENCES incidents (id),
    account BYTEA NOT NULL REFERENCES accounts (id),
    hour BIGINT NOT NULL,
    lookups BIGINT NOT NULL,
    PRIMARY KEY (incident, account, hour))",
    // How often something was done about a person in a day (`read`, `answer-request`, ...).
    "CREATE TABLE desk_records (
    incident BYTEA NOT NULL REFERENCES incidents (id),
    handle BYTEA NOT NULL,
    day BIGINT NOT NULL,
    action TEXT NOT NULL,
    times BIGINT NOT NULL,
    PRIMARY KEY (incident, handle, day, action))",
    "CREATE TABLE desk_suspensions (
    incident BYTEA NOT NULL REFERENCES incidents (id),
    account BYTEA NOT NULL REFERENCES accounts (id),
    at BIGINT NOT NULL,
    suspended_by TEXT NOT NULL,
    lifted BIGINT,
    lifted_by TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (incident, account, at))",
    // `subject`: id of an account or of a bulk check; the same alarm is raised once an hour.
    "CREATE TABLE desk_alarms (
    incident BYTEA NOT NULL REFERENCES incidents (id),
    kind TEXT NOT NULL,
    subject BYTEA NOT NULL,
    hour BIGINT NOT NULL,
    subject_name TEXT NOT NULL,
    at BIGINT NOT NULL,
    times BIGINT NOT NULL,
    seen BIGINT,
    seen_by TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (incident, kind, subject, hour))",
    // Calls, without anything of the caller. Flags are 0 or 1.
    "CREATE TABLE desk_calls (
    id BYTEA PRIMARY KEY,
    incident BYTEA NOT NULL REFERENCES incidents (id),
    account BYTEA NOT NULL REFERENCES accounts (id),
    begun BIGINT NOT NULL,
    ended BIGINT NOT NULL,
    kind TEXT NOT NULL,
    answer TEXT NOT NULL,
    language TEXT NOT NULL,
    topic TEXT NOT NULL,
    explained BIGINT NOT NULL,
    callback BIGINT NOT NULL,
    escalated BIGINT NOT NULL,
    letter_again BIGINT NOT NULL,
    registered BIGINT NOT NULL,
    reference TEXT NOT NULL)",
    "CREATE INDEX desk_calls_by_incident ON desk_calls (incident, ended)",
    // Answers, and letters once more, that go to the registered address by the organisation's
    // own means. `purpose`: `answer`, `letter`.
    "CREATE TABLE answer_requests (
    id BYTEA PRIMARY KEY,
    incident BYTEA NOT NULL REFERENCES incidents (id),
    handle BYTEA NOT NULL,
    share INTEGER NOT NULL,
    purpose TEXT NOT NULL,
    requested_by BYTEA NOT NULL,
    requester TEXT NOT NULL,
    requested BIGINT NOT NULL,
    done BIGINT,
    done_by TEXT NOT NULL DEFAULT '',
    outcome TEXT NOT NULL DEFAULT '')",
    "CREATE INDEX answer_requests_by_incident ON answer_requests (incident, requested)",
    // Versions of what is said to callers, approved; `texts` is JSON. Rows are only ever added.
    "CREATE TABLE desk_scripts (
    incident BYTEA NOT NULL REFERENCES incidents (id),
    answer TEXT NOT NULL,
    language TEXT NOT NULL,
    version BIGINT NOT NULL,
    texts TEXT NOT NULL,
    author TEXT NOT NULL,
    approver TEXT NOT NULL,
    since BIGINT NOT NULL,
    PRIMARY KEY (incident, answer, language, version))",
    // What waits to become one: the subject of an approval.
    "CREATE TABLE script_drafts (
    id BYTEA PRIMARY KEY,
    incident BYTEA NOT NULL REFERENCES incidents (id),
    answer TEXT NOT NULL,
    language TEXT NOT NULL,
    based_on BIGINT NOT NULL,
    texts TEXT NOT NULL,
    author TEXT NOT NULL,
    created BIGINT NOT NULL)",
    // Another organisation's check for all of its own people. Links are named by SHA-256 of
    // their secret; `claim` is SHA-256 of what the first device drew.
    "CREATE TABLE bulk_checks (
    id BYTEA PRIMARY KEY,
    digest BYTEA NOT NULL UNIQUE,
    incident BYTEA NOT NULL REFERENCES incidents (id),
    organisation TEXT NOT NULL,
    people BIGINT NOT NULL,
    budget BIGINT NOT NULL,
    evaluated BIGINT NOT NULL,
    repeated BIGINT NOT NULL,
    creator TEXT NOT NULL,
    created BIGINT NOT NULL,
    expires BIGINT NOT NULL,
    claim BYTEA,
    claimed BIGINT,
    last_used BIGINT,
    finished BIGINT,
    revoked BIGINT)",
    "CREATE INDEX bulk_checks_by_incident ON bulk_checks (incident, created)",
    "CREATE TABLE bulk_batches (
    bulk_check BYTEA NOT NULL REFERENCES bulk_checks (id),
    number BIGINT NOT NULL,
    digest BYTEA NOT NULL,
    elements BIGINT NOT NULL,
    PRIMARY KEY (bulk_check, number))",
];
