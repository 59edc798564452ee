//! What is said to callers: approved versions, which are only ever added to, and what waits to
//! become one.

use super::{
    AuditDraft, Store, StoreError, audit, count,
    database::{execute, fetch},
    fixed,
};

/// An approved version; `texts` is JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredScript {
    pub answer: String,
    pub language: String,
    pub version: u64,
    pub texts: String,
    pub author: String,
    pub approver: String,
    /// Seconds since 1970.
    pub since: i64,
}

/// What waits to become a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScriptDraft {
    pub id: [u8; 16],
    pub incident: [u8; 16],
    pub answer: String,
    pub language: String,
    /// The version that it changes; 0 for the one that comes with the program.
    pub based_on: u64,
    pub texts: String,
    pub author: String,
    pub created: i64,
}

/// A draft on its way to be the next version.
#[derive(Debug, Clone, Copy)]
pub struct NewScript<'a> {
    pub draft: &'a ScriptDraft,
    pub approver: &'a str,
    pub since: i64,
}

type ScriptRow = (String, String, i64, String, String, String, i64);

fn script(row: ScriptRow) -> Result<StoredScript, StoreError> {
    let (answer, language, version, texts, author, approver, since) = row;
    Ok(StoredScript { answer, language, version: count(version)?, texts, author, approver, since })
}

impl Store {
    /// The latest version of each script of an incident that has one of its own.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn current_scripts(
        &self,
        incident: &[u8; 16],
    ) -> Result<Vec<StoredScript>, StoreError> {
        let rows: Vec<ScriptRow> = fetch!(
            fetch_all,
            self.read(),
            "SELECT answer, language, version, texts, author, approver, since
             FROM desk_scripts AS own WHERE incident = $1 AND version = (
                SELECT MAX(version) FROM desk_scripts AS every
                WHERE every.incident = own.incident AND every.answer = own.answer
                  AND every.language = own.language)
             ORDER BY answer, language",
            &incident[..],
        );
        rows.into_iter().map(script).collect()
    }

    /// Every version of one script, the latest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn script_versions(
        &self,
        incident: &[u8; 16],
        answer: &str,
        language: &str,
    ) -> Result<Vec<StoredScript>, StoreError> {
        let rows: Vec<ScriptRow> = fetch!(
            fetch_all,
            self.read(),
            "SELECT answer, language, version, texts, author, approver, since FROM desk_scripts
             WHERE incident = $1 AND answer = $2 AND language = $3 ORDER BY version DESC",
            &incident[..],
            answer,
            language,
        );
        rows.into_iter().map(script).collect()
    }

    /// # Errors
    /// [`StoreError`].
    pub async fn add_script_draft(&self, draft: &ScriptDraft) -> Result<(), StoreError> {
        execute!(
            self.write(),
            "INSERT INTO script_drafts
                (id, incident, answer, language, based_on, texts, author, created)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            &draft.id[..],
            &draft.incident[..],
            draft.answer.as_str(),
            draft.language.as_str(),
            draft.based_on as i64,
            draft.texts.as_str(),
            draft.author.as_str(),
            draft.created,
        );
        Ok(())
    }

    /// # Errors
    /// [`StoreError`].
    pub async fn script_draft(
        &self,
        incident: &[u8; 16],
        id: &[u8; 16],
    ) -> Result<Option<ScriptDraft>, StoreError> {
        type Row = (Vec<u8>, String, String, i64, String, String, i64);
        let row: Option<Row> = fetch!(
            fetch_optional,
            self.read(),
            "SELECT id, answer, language, based_on, texts, author, created FROM script_drafts
             WHERE incident = $1 AND id = $2",
            &incident[..],
            &id[..],
        );
        row.map(|(id, answer, language, based_on, texts, author, created)| {
            Ok(ScriptDraft {
                id: fixed(&id)?,
                incident: *incident,
                answer,
                language,
                based_on: count(based_on)?,
                texts,
                author,
                created,
            })
        })
        .transpose()
    }

    /// Makes a draft the next version, while the version that it changes is the current one;
    /// `false` where it is not. Where an entry of the audit log is given, it is in the same
    /// transaction.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn enter_script(
        &self,
        new: &NewScript<'_>,
        entry: Option<&AuditDraft>,
    ) -> Result<bool, StoreError> {
        let draft = new.draft;
        let mut transaction = self.begin().await?;
        // Two that come at once want the same number, and one of them gets it.
        let added = execute!(in &mut transaction,
            "INSERT INTO desk_scripts
                (incident, answer, language, version, texts, author, approver, since)
             SELECT $1, $2, $3, $4, $5, $6, $7, $8
             WHERE COALESCE((SELECT MAX(version) FROM desk_scripts
                WHERE incident = $1 AND answer = $2 AND language = $3), 0) = $4 - 1
             ON CONFLICT DO NOTHING",
            &draft.incident[..],
            draft.answer.as_str(),
            draft.language.as_str(),
            draft.based_on as i64 + 1,
            draft.texts.as_str(),
            draft.author.as_str(),
            new.approver,
            new.since,
        );
        if added != 1 {
            transaction.rollback().await?;
            return Ok(false);
        }
        if let Some(entry) = entry {
            audit::append(&mut transaction, entry).await?;
        }
        transaction.commit().await?;
        Ok(true)
    }
}
