//! Where a request that changes something may come from.

use actix_web::{
    HttpRequest,
    http::header::{HeaderValue, ORIGIN},
};

/// Where staff reach this server: only forms from there are taken.
pub struct OwnOrigin {
    origin: String,
    https: bool,
}

impl OwnOrigin {
    /// The origin of the address that people see.
    pub fn new(public_url: &str) -> Self {
        let url = url::Url::parse(public_url);
        let origin =
            url.map_or_else(|_| public_url.to_owned(), |url| url.origin().ascii_serialization());
        Self { https: origin.starts_with("https:"), origin }
    }

    /// Whether a request that changes something was sent by one of our own pages, or by a
    /// program. Our pages send no address along, so browsers say `Origin: null` for their forms
    /// and tell by `Sec-Fetch-OwnOrigin` where those stood.
    pub fn sent(&self, request: &HttpRequest) -> bool {
        let header = |name: &str| request.headers().get(name).map(HeaderValue::as_bytes);
        let fetched = header("sec-fetch-site");
        let origin = header(ORIGIN.as_str());
        let fetched_here = match fetched {
            Some(site) => site == b"same-origin" || site == b"none",
            // Browsers leave it out on plain http.
            None => origin != Some(b"null") || !self.https,
        };
        fetched_here
            && origin.is_none_or(|origin| origin == b"null" || origin == self.origin.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    fn sent(site: &str, headers: &[(&'static str, &'static str)]) -> bool {
        let mut request = TestRequest::post();
        for header in headers {
            request = request.insert_header(*header);
        }
        OwnOrigin::new(site).sent(&request.to_http_request())
    }

    #[test]
    fn only_our_own_pages_and_programs_send_forms() {
        const OURS: &str = "https://leak.example.jp/contact";
        for (headers, taken) in [
            (&[][..], true),
            (&[("origin", "https://leak.example.jp")], true),
            (&[("origin", "https://leak.example.jp:8443")], false),
            (&[("origin", "https://leak.example.com")], false),
            (&[("origin", "http://leak.example.jp")], false),
            (&[("origin", "null")], false),
            (&[("origin", "null"), ("sec-fetch-site", "same-origin")], true),
            (&[("origin", "null"), ("sec-fetch-site", "cross-site")], false),
            (&[("origin", "https://leak.example.jp"), ("sec-fetch-site", "same-site")], false),
            (&[("origin", "https://leak.example.com"), ("sec-fetch-site", "same-origin")], false),
            (&[("sec-fetch-site", "none")], true),
        ] {
            assert_eq!(sent(OURS, headers), taken, "{headers:?}");
        }
        assert!(sent("http://192.0.2.7:8420", &[("origin", "null")]));
    }
}
