//! `/.well-known/security.txt` (RFC 9116): where to report a weakness of this server.

use super::problems;
use crate::state::Services;
use actix_web::{HttpRequest, HttpResponse, web::Data};
use time::{Duration, OffsetDateTime, Time, format_description::well_known::Rfc3339};

/// RFC 9116 recommends less than a year. Each reply says it anew, from the day it is sent.
const VALID: Duration = Duration::days(180);

/// 404 without a contact in the configuration.
pub async fn security_txt(request: HttpRequest, services: Data<Services>) -> HttpResponse {
    let Some(contact) = &services.security_contact else {
        return problems::not_found(request).await;
    };
    let text = text(contact, &services.public_url, services.clock.now());
    HttpResponse::Ok()
        .content_type("text/plain; charset=utf-8")
        .insert_header(("cache-control", "no-cache"))
        .body(text)
}

fn text(contact: &str, public_url: &str, now: i64) -> String {
    let now = OffsetDateTime::from_unix_timestamp(now).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    let expires = (now + VALID).replace_time(Time::MIDNIGHT);
    let expires = expires.format(&Rfc3339).unwrap_or_default();
    format!(
        "Contact: {contact}\nExpires: {expires}\nPreferred-Languages: ja, en\n\
         Canonical: {public_url}/.well-known/security.txt\n"
    )
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn it_expires_within_the_year() {
        assert_eq!(
            text("mailto:security@example.org", "https://check.example.org", 1_763_700_000),
            "Contact: mailto:security@example.org\n\
             Expires: 2026-05-20T00:00:00Z\n\
             Preferred-Languages: ja, en\n\
             Canonical: https://check.example.org/.well-known/security.txt\n"
        );
    }
}
