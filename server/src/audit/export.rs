//! Entries as JSON lines and as CSV.

use super::EntryBody;
use crate::store::AuditEntry;
use serde::Serialize;
use serde_json::{Map, Value};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// One entry, as JSON. With `hash` and `body_hash` in hand it can be found again in the chain.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ExportedEntry {
    pub number: u64,
    /// RFC 3339, UTC.
    pub at: String,
    /// Of the incident, 32 hex digits; `null` for what concerns the whole deployment.
    pub incident: Option<String>,
    pub action: String,
    /// `account`, `load-token`, `command-line`, `server`, `nobody`; empty where erased.
    pub by: String,
    /// Id of the account, 32 hex digits.
    pub account: String,
    pub organisation: String,
    pub name: String,
    #[schema(value_type = Object)]
    pub details: Map<String, Value>,
    pub erased: bool,
    /// 64 hex digits.
    pub body_hash: String,
    pub hash: String,
}

impl From<AuditEntry> for ExportedEntry {
    fn from(entry: AuditEntry) -> Self {
        let body = entry.body.as_deref().map(serde_json::from_str::<EntryBody>);
        let erased = entry.body.is_none();
        // A body that was not written by us is left out; `verify` tells whether it was altered.
        let body = body.and_then(Result::ok).unwrap_or_default();
        Self {
            number: entry.number,
            at: rfc3339(entry.at),
            incident: entry.incident.map(hex::encode),
            action: entry.action,
            by: body.by,
            account: body.account,
            organisation: body.organisation,
            name: body.name,
            details: body.details,
            erased,
            body_hash: hex::encode(entry.body_hash),
            hash: hex::encode(entry.hash),
        }
    }
}

impl ExportedEntry {
    /// One line, without its end.
    ///
    /// # Errors
    /// None that this type can cause.
    pub fn json_line(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }

    /// `name: value; name: value`
    pub fn details_text(&self) -> String {
        let text = |value: &Value| match value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        let parts = self.details.iter().map(|(name, value)| format!("{name}: {}", text(value)));
        parts.collect::<Vec<_>>().join("; ")
    }

    /// A row of [`CSV_HEADINGS`], with its end.
    pub fn csv_row(&self) -> String {
        let number = self.number.to_string();
        let details = self.details_text();
        let cells = [
            &number,
            &self.at,
            &self.action,
            &self.by,
            &self.name,
            &self.account,
            &self.organisation,
            &details,
            &self.hash,
        ];
        csv_line(&cells.map(String::as_str))
    }
}

/// What a file begins with, so that a spreadsheet reads it as UTF-8.
pub const BYTE_ORDER_MARK: &str = "\u{FEFF}";

const CSV_HEADINGS: [&str; 9] =
    ["number", "at", "action", "by", "name", "account", "organisation", "details", "hash"];

/// Byte order mark and headings.
pub fn csv_beginning() -> String {
    format!("{BYTE_ORDER_MARK}{}", csv_line(&CSV_HEADINGS))
}

/// RFC 4180. What a spreadsheet would compute gets an apostrophe in front (OWASP, CSV
/// injection): names of accounts and tokens are other people's texts.
pub(crate) fn csv_line(cells: &[&str]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| csv_cell(cell)).collect();
    format!("{}\r\n", cells.join(","))
}

fn csv_cell(cell: &str) -> String {
    let computed = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let apostrophe = if computed { "'" } else { "" };
    format!("\"{apostrophe}{}\"", cell.replace('"', "\"\""))
}

fn rfc3339(at: i64) -> String {
    let moment = OffsetDateTime::from_unix_timestamp(at).ok();
    moment.and_then(|moment| moment.format(&Rfc3339).ok()).unwrap_or_else(|| at.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::DoneBy;

    fn entry(name: &str) -> ExportedEntry {
        let body = EntryBody {
            account: "01".repeat(16),
            name: name.into(),
            by: "account".into(),
            details: [("role".to_owned(), "auditor".into()), ("count".to_owned(), 3.into())]
                .into_iter()
                .collect(),
            salt: "secret salt".into(),
            ..EntryBody::default()
        };
        AuditEntry {
            number: 12,
            incident: None,
            at: 1_763_700_000,
            action: "role-granted".into(),
            done_by: body.done_by(),
            body: Some(serde_json::to_string(&body).unwrap()),
            body_hash: [1; 32],
            hash: [2; 32],
        }
        .into()
    }

    #[test]
    fn nothing_is_computed_by_a_spreadsheet() {
        for (name, cell) in [
            ("Sato Hanako", "\"Sato Hanako\""),
            ("=1+1", "\"'=1+1\""),
            ("+81", "\"'+81\""),
            ("-1", "\"'-1\""),
            ("@SUM(A1)", "\"'@SUM(A1)\""),
            ("\t=1", "\"'\t=1\""),
            ("＝1", "\"'＝1\""),
            ("a\"b, c", "\"a\"\"b, c\""),
        ] {
            let row = entry(name).csv_row();
            assert!(row.contains(&format!(",{cell},")), "{row}");
            assert!(row.ends_with("\"\r\n"));
        }
        assert!(csv_beginning().starts_with("\u{FEFF}\"number\",\"at\""));
    }

    #[test]
    fn a_line_says_what_was_done_and_not_the_salt() {
        let entry = entry("Sato Hanako");
        let line = entry.json_line().unwrap();
        assert!(line.contains("\"at\":\"2025-11-21T04:40:00Z\""), "{line}");
        assert!(line.contains("\"details\":{\"role\":\"auditor\",\"count\":3}"), "{line}");
        assert!(!line.contains("salt") && !line.contains('\n'));
        assert_eq!(entry.details_text(), "role: auditor; count: 3");
    }

    #[test]
    fn an_erased_body_leaves_the_rest() {
        let erased = AuditEntry {
            number: 1,
            incident: Some([7; 16]),
            at: 0,
            action: "published".into(),
            done_by: DoneBy::default(),
            body: None,
            body_hash: [1; 32],
            hash: [2; 32],
        };
        let exported = ExportedEntry::from(erased);
        assert!(exported.erased && exported.name.is_empty() && exported.details.is_empty());
    }
}
