//! Every table and its columns, for moving them.

/// What a column holds. Columns that may be empty need nothing of their own.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    Bytes,
    Text,
    /// `BIGINT`.
    Large,
    /// `INTEGER`.
    Small,
}

use Kind::{Bytes, Large, Small, Text};

/// One table and its columns.
pub(super) struct Table {
    pub(super) name: &'static str,
    pub(super) columns: &'static [(&'static str, Kind)],
}

/// Every table but `schema_steps`, each after those it refers to. A test compares this with
/// what the schema makes.
pub(super) const TABLES: &[Table] = &[
    Table { name: "deployment", columns: &[("id", Bytes), ("created", Large)] },
    Table {
        name: "incidents",
        columns: &[("id", Bytes), ("slug", Text), ("definition", Text), ("applied", Large)],
    },
    Table {
        name: "record_versions",
        columns: &[
            ("incident", Bytes),
            ("day", Text),
            ("name", Text),
            ("version", Large),
            ("kind", Text),
            ("texts", Text),
            ("since", Large),
        ],
    },
    Table {
        name: "load_tokens",
        columns: &[
            ("digest", Bytes),
            ("incident", Bytes),
            ("name", Text),
            ("created", Large),
            ("load", Bytes),
            ("spent", Large),
            ("created_by", Bytes),
            ("share", Small),
            ("expires", Large),
            ("revoked", Large),
        ],
    },
    Table {
        name: "loads",
        columns: &[
            ("id", Bytes),
            ("incident", Bytes),
            ("state", Text),
            ("identifiers", Large),
            ("filter_entries", Large),
            ("people", Large),
            ("as_of", Large),
            ("evaluated", Large),
            ("opened", Large),
            ("ended", Large),
            ("action", Text),
            ("file", Bytes),
            ("token_name", Text),
            ("checked", Large),
            ("taken_identifiers", Large),
            ("taken_filter_entries", Large),
            ("taken_people", Large),
        ],
    },
    Table {
        name: "load_batches",
        columns: &[
            ("load", Bytes),
            ("stage", Text),
            ("number", Large),
            ("digest", Bytes),
            ("reply", Bytes),
        ],
    },
    Table {
        name: "record_tags",
        columns: &[("load", Bytes), ("tag", Bytes), ("kind", Small), ("handle", Bytes)],
    },
    Table {
        name: "people",
        columns: &[("load", Bytes), ("handle", Bytes), ("groups", Large), ("share", Small)],
    },
    Table {
        name: "filter_entries",
        columns: &[("load", Bytes), ("kind", Small), ("group_position", Small), ("tag", Bytes)],
    },
    Table {
        name: "withdrawn",
        columns: &[("withdrawal", Bytes), ("load", Bytes), ("handle", Bytes), ("groups", Large)],
    },
    Table {
        name: "withdrawn_entries",
        columns: &[
            ("withdrawal", Bytes),
            ("kind", Small),
            ("group_position", Small),
            ("tag", Bytes),
        ],
    },
    Table {
        name: "sets",
        columns: &[
            ("incident", Bytes),
            ("version", Large),
            ("as_of", Large),
            ("published", Large),
            ("superseded", Large),
            ("cause", Text),
            ("caused_by", Bytes),
            ("back_to", Large),
        ],
    },
    Table {
        name: "set_loads",
        columns: &[("incident", Bytes), ("version", Large), ("load", Bytes)],
    },
    Table {
        name: "filters",
        columns: &[
            ("sha256", Bytes),
            ("incident", Bytes),
            ("version", Large),
            ("kind", Text),
            ("group_name", Text),
            ("positions", Small),
            ("shard_bits", Small),
            ("shard", Small),
            ("file", Bytes),
        ],
    },
    Table {
        name: "manifests",
        columns: &[
            ("incident", Bytes),
            ("sequence", Large),
            ("version", Large),
            ("bytes", Bytes),
            ("signature", Bytes),
            ("issued", Large),
            ("expires", Large),
        ],
    },
    Table {
        name: "daily_lookups",
        columns: &[("incident", Bytes), ("day", Large), ("taken", Large)],
    },
    Table { name: "organisations", columns: &[("id", Bytes), ("name", Text), ("created", Large)] },
    Table {
        name: "accounts",
        columns: &[
            ("id", Bytes),
            ("login", Text),
            ("name", Text),
            ("organisation", Bytes),
            ("deployment_administrator", Large),
            ("language", Text),
            ("password", Text),
            ("totp", Bytes),
            ("totp_step", Large),
            ("created", Large),
            ("disabled", Large),
        ],
    },
    Table { name: "recovery_codes", columns: &[("account", Bytes), ("digest", Bytes)] },
    Table {
        name: "sessions",
        columns: &[
            ("digest", Bytes),
            ("account", Bytes),
            ("complete", Large),
            ("device", Text),
            ("created", Large),
            ("last_seen", Large),
        ],
    },
    Table {
        name: "devices",
        columns: &[("digest", Bytes), ("account", Bytes), ("last_seen", Large)],
    },
    Table {
        name: "login_failures",
        columns: &[
            ("account", Bytes),
            ("device", Bytes),
            ("failures", Large),
            ("locked_until", Large),
        ],
    },
    Table {
        name: "invitations",
        columns: &[
            ("digest", Bytes),
            ("account", Bytes),
            ("purpose", Text),
            ("created", Large),
            ("expires", Large),
            ("used", Large),
        ],
    },
    Table {
        name: "incident_organisations",
        columns: &[
            ("incident", Bytes),
            ("organisation", Bytes),
            ("chain_role", Text),
            ("share", Small),
            ("share_name", Text),
        ],
    },
    Table { name: "grants", columns: &[("incident", Bytes), ("account", Bytes), ("role", Text)] },
    Table {
        name: "approvals",
        columns: &[
            ("id", Bytes),
            ("incident", Bytes),
            ("action", Text),
            ("subject", Bytes),
            ("summary", Text),
            ("state", Text),
            ("requested_by", Bytes),
            ("requester", Text),
            ("requested", Large),
            ("not_before", Large),
            ("based_on", Large),
            ("decided_by", Bytes),
            ("decider", Text),
            ("decided", Large),
            ("started", Large),
            ("reason", Text),
            ("result", Large),
        ],
    },
    Table {
        name: "audit",
        columns: &[
            ("number", Large),
            ("incident", Bytes),
            ("at", Large),
            ("action", Text),
            ("body", Text),
            ("body_hash", Bytes),
            ("hash", Bytes),
        ],
    },
];
