//! `/{language}/staff/incidents/{slug}/desk/calls.csv` and `.xlsx`.

use crate::{
    desk::call_export,
    frame::staff_reply::not_stored,
    http::request::{AtIncident, Staff},
    problem::Problem,
};
use actix_web::HttpResponse;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

pub async fn csv(staff: Staff, at: AtIncident) -> Result<HttpResponse, Problem> {
    let bytes = call_export::csv(&staff, &at).await?;
    Ok(file(&at, "text/csv; charset=utf-8", "csv", bytes))
}

pub async fn xlsx(staff: Staff, at: AtIncident) -> Result<HttpResponse, Problem> {
    let bytes = call_export::xlsx(&staff, &at).await?;
    Ok(file(&at, XLSX, "xlsx", bytes))
}

fn file(at: &AtIncident, media_type: &str, ending: &str, bytes: Vec<u8>) -> HttpResponse {
    let name = format!("attachment; filename=\"calls-{}.{ending}\"", at.slug());
    not_stored(
        HttpResponse::Ok()
            .content_type(media_type)
            .insert_header(("content-disposition", name))
            .body(bytes),
    )
}
