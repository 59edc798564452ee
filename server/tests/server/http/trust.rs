//! What can be compared from outside, and what other sites may do with it.

use crate::deployment::{Deployment, TWO_GROUPS};

const POLICY_OF_ALL: &str = "frame-ancestors 'none'";

#[actix_web::test]
async fn only_the_check_for_a_frame_is_admitted_into_one() {
    let deployment = Deployment::start().await;
    let origins = "embed_origins = [\"https://www.example.jp\", \"http://localhost:8000\"]";
    let embedded =
        TWO_GROUPS.replacen("slug = \"two-groups\"", &format!("slug = \"embedded\"\n{origins}"), 1);
    deployment.apply(TWO_GROUPS).await.unwrap();
    deployment.apply(&embedded).await.unwrap();
    let page = deployment.get("/en/incidents/embedded/embed").await;
    let header = |name| page.headers.get(name).and_then(|value| value.to_str().ok());
    let policy = header("content-security-policy").unwrap();
    assert!(
        policy.ends_with("; frame-ancestors https://www.example.jp http://localhost:8000"),
        "{policy}"
    );
    assert!(policy.starts_with("default-src 'none'; script-src 'self'"), "{policy}");
    assert_eq!(header("x-frame-options"), None);
    for path in [
        "/en/incidents/embedded",
        "/en/incidents/embedded/check",
        "/en/incidents/embedded/real",
        "/en/incidents/two-groups/embed",
        "/en/incidents/nowhere/embed",
        "/embed.js",
    ] {
        let reply = deployment.get(path).await;
        let header = |name| reply.headers.get(name).and_then(|value| value.to_str().ok());
        assert!(header("content-security-policy").unwrap().ends_with(POLICY_OF_ALL), "{path}");
        assert_eq!(header("x-frame-options"), Some("DENY"), "{path}");
    }
}

#[actix_web::test]
async fn security_txt_is_there_where_the_configuration_has_a_contact() {
    let without = Deployment::start().await;
    assert_eq!(without.get("/.well-known/security.txt").await.status, 404);
    let contact = "mailto:security@example.org";
    let with = Deployment::start_with(|config| {
        config.server.security_contact = Some(contact.to_owned());
    });
    let with = with.await;
    let reply = with.get("/.well-known/security.txt").await;
    assert_eq!(reply.status, 200);
    let text = String::from_utf8(reply.body.to_vec()).unwrap();
    assert!(text.starts_with(&format!("Contact: {contact}\nExpires: ")), "{text}");
    let page = with.get("/en/real").await;
    let page = String::from_utf8(page.body.to_vec()).unwrap();
    assert!(page.contains(&format!("href=\"{contact}\"")), "{page}");
}

#[actix_web::test]
async fn any_site_may_load_the_element_and_read_the_list_of_files() {
    let deployment = Deployment::start().await;
    for path in ["/embed.js", "/program.json"] {
        let reply = deployment.get(path).await;
        let header = |name| reply.headers.get(name).and_then(|value| value.to_str().ok());
        assert_eq!(header("access-control-allow-origin"), Some("*"), "{path}");
        assert_eq!(header("cross-origin-resource-policy"), Some("cross-origin"), "{path}");
        assert_eq!(header("set-cookie"), None, "{path}");
    }
}
