//! The day of the next notice as a calendar file (iCalendar, RFC 5545). It names nobody who was
//! invited: whoever takes it over tells nobody.

use super::feed::title;
use crate::{
    frame::problem_page,
    incidents::Incident,
    revalidation,
    site::incidents::incident,
    state::Services,
    words::{Words, readings},
};
use actix_web::{HttpRequest, HttpResponse, web};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use icalendar::{Alarm, Calendar, Component, Event, EventLike, Property};

const MEDIA_TYPE: &str = "text/calendar; charset=utf-8";

/// Hours after midnight at which a calendar reminds of a whole day.
const REMIND_AT: i64 = 9;

pub async fn next_notice(
    request: HttpRequest,
    path: web::Path<(String, String)>,
    services: web::Data<Services>,
) -> HttpResponse {
    let (language, slug) = path.into_inner();
    let words = Words::of_page(&language);
    let incident = match incident(&services, &slug, words).await {
        Ok(incident) => incident,
        Err(page) => return page,
    };
    match calendar(&incident, words, &services.public_url) {
        Some(calendar) => revalidation::reply(&request, MEDIA_TYPE, calendar.into_bytes()),
        None => problem_page::not_found(words),
    }
}

/// `None` where no date is planned. The same bytes until the incident's file changes.
fn calendar(incident: &Incident, words: Words, public_url: &str) -> Option<String> {
    let definition = &incident.definition;
    let language = words.language().tag();
    let day = definition.next_notice.as_deref()?;
    let day = NaiveDate::parse_from_str(day, "%Y-%m-%d").ok()?;
    let changed: DateTime<Utc> = DateTime::from_timestamp(incident.applied, 0)?;
    // The same event when the day is moved: a calendar that reads it again moves it too.
    let uid = format!("next-notice-{}@shirabe", hex::encode(incident.id));
    let organisation = incident.definition.responsible(language);
    let summary =
        readings::without(&words.with("record-calendar-event", "organisation", organisation));
    let page = format!("{public_url}/{language}/incidents/{}/record", definition.slug);
    let mut description = definition.texts_in(language).title.clone();
    if definition.sample {
        description = format!("{} {description}", words.text("sample-banner"));
    }
    let reminder = Alarm::display(&summary, Duration::hours(REMIND_AT))
        .uid(&format!("reminder-{uid}"))
        .timestamp(changed)
        .done();
    let mut named = Property::new("SUMMARY", &summary);
    named.add_parameter("LANGUAGE", words.language().html());
    let event = Event::new()
        .uid(&uid)
        .timestamp(changed)
        // Without an end it lasts the whole of that day.
        .starts(day)
        .append_property(named.done())
        .description(&format!("{}\n{page}", readings::without(&description)))
        .url(&page)
        // The day stays free for everything else.
        .add_property("TRANSP", "TRANSPARENT")
        .alarm(reminder)
        .done();
    let mut calendar = Calendar::empty();
    calendar
        .append_property(Property::new("VERSION", "2.0"))
        .append_property(Property::new("PRODID", "-//Shirabe//Public record//EN"))
        .name(&readings::without(&title(incident, words)))
        .push(event);
    Some(calendar.done().to_string())
}
