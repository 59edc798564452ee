//! All calls of an incident as a file: CSV with a byte order mark, or XLSX.

use super::{
    call_figures::{ACTIONS, actions},
    own_organisation,
};
use crate::{
    audit::{
        Action, change,
        export::{BYTE_ORDER_MARK, csv_line},
        note,
    },
    http::request::{AtIncident, Staff},
    problem::Problem,
    store::CallRow,
    words::dates::minute_in_japan,
};
use actix_web::web;
use rust_xlsxwriter::{Workbook, XlsxError};
use std::ops::ControlFlow;

/// A sheet is made in memory; of more calls it holds the latest.
pub const MOST_IN_SHEET: u32 = 50_000;

fn headings() -> Vec<&'static str> {
    let first = ["ended", "seconds", "agent", "kind", "answer", "language", "topic"];
    first.into_iter().chain(ACTIONS).chain(["reference"]).collect()
}

/// In the order of [`headings`]; moments in Japan's time.
fn cells(call: CallRow) -> Vec<String> {
    let done = actions(&call).map(|done| u8::from(done).to_string());
    let seconds = (call.ended - call.begun).to_string();
    let first = [
        minute_in_japan(call.ended),
        seconds,
        call.agent,
        call.kind,
        call.answer,
        call.language,
        call.topic,
    ];
    first.into_iter().chain(done).chain([call.reference]).collect()
}

async fn enter(staff: &Staff, at: &AtIncident, form: &str) -> Result<(), Problem> {
    let event =
        change(&staff.actor, Action::CallsExported, Some(at.incident.id)).with("form", form);
    note(&staff.services.store, staff.now(), event).await
}

/// Every call, the oldest first.
///
/// # Errors
/// [`Problem::Unavailable`].
pub async fn csv(staff: &Staff, at: &AtIncident) -> Result<Vec<u8>, Problem> {
    enter(staff, at, "csv").await?;
    let mut text = format!("{BYTE_ORDER_MARK}{}", csv_line(&headings()));
    let each = |call: CallRow| {
        let cells = cells(call);
        text += &csv_line(&cells.iter().map(String::as_str).collect::<Vec<_>>());
        ControlFlow::Continue(())
    };
    let organisation = own_organisation(staff, at);
    let store = &staff.services.store;
    store.each_call(&at.incident.id, organisation.as_ref(), i64::MIN, each).await?;
    Ok(text.into_bytes())
}

/// The latest calls first.
///
/// # Errors
/// [`Problem::Unavailable`], [`Problem::Internal`].
pub async fn xlsx(staff: &Staff, at: &AtIncident) -> Result<Vec<u8>, Problem> {
    enter(staff, at, "xlsx").await?;
    let organisation = own_organisation(staff, at);
    let store = &staff.services.store;
    let calls = store.latest_calls(&at.incident.id, organisation.as_ref(), MOST_IN_SHEET).await?;
    made_aside(calls).await
}

/// Off the threads that answer others: a full sheet keeps one of them busy.
async fn made_aside(calls: Vec<CallRow>) -> Result<Vec<u8>, Problem> {
    let making = web::block(move || {
        sheet(calls).map_err(|error| {
            tracing::error!(%error, "a sheet of calls could not be made");
            Problem::Internal
        })
    });
    making.await.map_err(|_| Problem::Unavailable)?
}

/// Cells are texts, never formulas; numbers are numbers.
fn sheet(calls: Vec<CallRow>) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, heading) in (0..).zip(headings()) {
        sheet.write_string(0, column, heading)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    for (row, call) in (1..).zip(calls) {
        for (column, cell) in (0..).zip(cells(call)) {
            // A name or a reference of digits alone stays what it is.
            match cell.parse::<u32>().ok().filter(|_| column == 1 || (7..12).contains(&column)) {
                Some(number) => sheet.write_number(row, column, number)?,
                None => sheet.write_string(row, column, cell)?,
            };
        }
    }
    book.save_to_buffer()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(agent: &str, reference: &str) -> CallRow {
        CallRow {
            begun: 1_763_700_000,
            ended: 1_763_700_090,
            kind: "phone".into(),
            answer: "listed".into(),
            language: "ja".into(),
            topic: "other".into(),
            explained: true,
            callback: true,
            escalated: false,
            letter_again: false,
            registered: false,
            reference: reference.into(),
            agent: agent.into(),
        }
    }

    #[test]
    fn a_row_has_a_cell_for_each_heading() {
        let cells = cells(call("Sato", "00012Z"));
        assert_eq!(cells.len(), headings().len());
        assert_eq!(cells[..3], ["2025-11-21 13:41", "90", "Sato"]);
        assert_eq!(cells.last().unwrap(), "00012Z");
    }

    #[test]
    fn a_sheet_computes_nothing() {
        let bytes = sheet(vec![call("=1+1", "000120")]).unwrap();
        assert!(bytes.starts_with(b"PK"), "a zip file");
        let mut archive = zip_text(&bytes);
        archive.retain(|c| !c.is_whitespace());
        assert!(archive.contains("=1+1") && !archive.contains("<f>"), "{archive}");
        assert!(archive.contains("000120"), "a reference keeps its zeros: {archive}");
    }

    #[actix_web::test]
    async fn others_are_answered_while_a_sheet_is_made() {
        let calls = (0..2_000).map(|_| call("Sato", "000120")).collect();
        // On the one thread of this test, as requests share a thread of the server.
        let making = actix_web::rt::spawn(made_aside(calls));
        let mut turns = 0;
        while !making.is_finished() {
            tokio::task::yield_now().await;
            turns += 1;
        }
        assert!(making.await.unwrap().unwrap().starts_with(b"PK"));
        assert!(turns > 100, "others had {turns} turns meanwhile");
    }

    /// Every file of an archive that was stored without compression or deflated, as text.
    fn zip_text(bytes: &[u8]) -> String {
        use std::io::Read as _;
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        let mut all = String::new();
        for place in 0..archive.len() {
            archive.by_index(place).unwrap().read_to_string(&mut all).unwrap();
        }
        all
    }
}
