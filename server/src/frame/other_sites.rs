//! What pages of other sites may do with a reply. With all but these few: nothing.

use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};

/// Marks a reply, among its extensions; the headers of every reply are changed by it.
#[derive(Debug, Clone)]
pub enum ForOtherSites {
    /// A page that may stand in a frame of these origins, as the incident file admits them.
    Framed(Vec<String>),
    /// A script or a list that any page may load. It is the same for everybody.
    Loaded,
}

impl ForOtherSites {
    pub fn change(&self, headers: &mut HeaderMap) {
        const NOBODY: &str = "frame-ancestors 'none'";
        let mut set = |name, value| headers.insert(HeaderName::from_static(name), value);
        set("cross-origin-resource-policy", HeaderValue::from_static("cross-origin"));
        match self {
            Self::Loaded => {
                set("access-control-allow-origin", HeaderValue::from_static("*"));
            }
            Self::Framed(origins) => {
                let name = HeaderName::from_static("content-security-policy");
                let policy = headers.get(&name).and_then(|policy| policy.to_str().ok());
                let ancestors = format!("frame-ancestors {}", origins.join(" "));
                let policy = policy.unwrap_or(NOBODY).replace(NOBODY, &ancestors);
                // Origins were checked when the incident was applied; others admit nobody.
                if let Ok(policy) = HeaderValue::from_str(&policy) {
                    headers.insert(name, policy);
                    headers.remove("x-frame-options");
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ForOtherSites;
    use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};

    fn changed(elsewhere: &ForOtherSites) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in [
            ("content-security-policy", "default-src 'none'; frame-ancestors 'none'"),
            ("x-frame-options", "DENY"),
        ] {
            headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        elsewhere.change(&mut headers);
        headers
    }

    #[test]
    fn a_frame_is_admitted_by_name() {
        let origins = ["https://a.example", "https://b.example"].map(str::to_owned);
        let headers = changed(&ForOtherSites::Framed(origins.into()));
        assert_eq!(
            headers.get("content-security-policy").unwrap(),
            "default-src 'none'; frame-ancestors https://a.example https://b.example"
        );
        assert!(!headers.contains_key("x-frame-options"));
        assert!(!headers.contains_key("access-control-allow-origin"));
    }

    #[test]
    fn what_is_loaded_elsewhere_is_framed_nowhere() {
        let headers = changed(&ForOtherSites::Loaded);
        assert_eq!(headers.get("x-frame-options").unwrap(), "DENY");
        assert_eq!(headers.get("access-control-allow-origin").unwrap(), "*");
    }

    #[test]
    fn a_broken_origin_admits_nobody() {
        let headers = changed(&ForOtherSites::Framed(vec!["https://a.example\n".to_owned()]));
        assert_eq!(headers.get("x-frame-options").unwrap(), "DENY");
        let policy = headers.get("content-security-policy").unwrap();
        assert!(policy.to_str().unwrap().ends_with("frame-ancestors 'none'"));
    }
}
