//! `verify` and `lookup` against honest and dishonest servers.

use crate::{
    fake_server::{FakeServer, SLUG},
    list::{Desk, email},
};
use rand::rngs::OsRng;
use shirabe_operator::{
    errors::{OperatorError, exit_code},
    lookup::{self, LookupOptions},
    progress::Silent,
    server_client::ServerAddress,
    verify::{self, VerifyOptions, VerifyReport},
};
use shirabe_protocol::{error::CheckError, identifier::Field, outcome::Outcome};
use zeroize::Zeroizing;

fn verify(
    desk: &Desk,
    server: &FakeServer,
    key: Option<[u8; 32]>,
) -> Result<VerifyReport, OperatorError> {
    let options = VerifyOptions {
        server: ServerAddress::parse(&server.url).unwrap(),
        incident: SLUG.into(),
        work: desk.work(),
        key,
    };
    verify::run(&options, &desk.clock, &mut OsRng, &Silent)
}

fn lookup(
    desk: &Desk,
    server: &FakeServer,
    kind: &str,
    text: &str,
) -> Result<Outcome, OperatorError> {
    lookup_fields(desk, server, kind, &[text])
}

/// One text for each field that is asked for, and no question besides.
pub fn lookup_fields(
    desk: &Desk,
    server: &FakeServer,
    kind: &str,
    texts: &[&str],
) -> Result<Outcome, OperatorError> {
    let options = LookupOptions {
        server: ServerAddress::parse(&server.url).unwrap(),
        incident: SLUG.into(),
        kind: kind.into(),
        key: Some(server.signing_key()),
        work: desk.work(),
    };
    let mut texts = texts.iter().map(|text| Zeroizing::new((*text).to_owned()));
    let read = |_: Option<&Field>| Ok(texts.next().expect("a text for each question"));
    lookup::run(&options, &desk.clock, &mut OsRng, &Silent, read)
}

#[test]
fn an_honest_server_verifies_with_either_key() {
    let server = FakeServer::start();
    let desk = Desk::with_all_rows();
    desk.import(&server).unwrap();
    for key in [None, Some(server.signing_key())] {
        let report = verify(&desk, &server, key).unwrap();
        assert_eq!((report.set_version, report.loads, report.filter_files), (1, 1, 6));
    }
}

#[test]
fn another_signing_key_fails() {
    let server = FakeServer::start();
    let desk = Desk::with_all_rows();
    desk.import(&server).unwrap();
    let other = ed25519_dalek::SigningKey::from_bytes(&[0x52; 32]).verifying_key().to_bytes();
    let error = verify(&desk, &server, Some(other)).unwrap_err();
    let expected =
        matches!(error, OperatorError::Check { error: CheckError::ManifestSignature, .. });
    assert!(expected && error.exit_code() == exit_code::VERIFICATION, "{error}");
}

#[test]
fn a_missing_tag_fails() {
    let server = FakeServer::start();
    server.trick(|tags, _| tags.truncate(tags.len().saturating_sub(1)));
    let desk = Desk::with_all_rows();
    let error = desk.import(&server).unwrap_err();
    assert_eq!(error.exit_code(), exit_code::VERIFICATION);
    assert!(error.to_string().starts_with("2 loaded tags are not"), "{error}");
}

#[test]
fn a_filter_that_always_says_yes_fails() {
    let server = FakeServer::start();
    server.trick(|_, file| file.iter_mut().skip(48).for_each(|byte| *byte = 0xFF));
    let desk = Desk::with_all_rows();
    let error = desk.import(&server).unwrap_err();
    assert_eq!(error.exit_code(), exit_code::VERIFICATION);
    assert!(error.to_string().contains("random tags"), "{error}");
}

#[test]
fn a_flipped_byte_or_a_filter_cut_short_is_an_error_for_verify_and_lookup() {
    let server = FakeServer::start();
    let desk = Desk::with_all_rows();
    desk.import(&server).unwrap();
    for cut in [false, true] {
        server.hook(move |request, mut reply| {
            if request.path.starts_with("/filters/") {
                let length = reply.body.len();
                if cut { reply.body.truncate(length - 1) } else { reply.body[100] ^= 1 }
            }
            reply
        });
        for error in [
            verify(&desk, &server, None).map(drop).unwrap_err(),
            lookup(&desk, &server, "email", "nobody@example.jp").map(drop).unwrap_err(),
        ] {
            let found =
                matches!(error, OperatorError::Check { error: CheckError::FilterDigest, .. });
            assert!(found, "{error}");
        }
    }
}

#[test]
fn without_tags_or_key_there_is_nothing_to_verify() {
    let server = FakeServer::start();
    let desk = Desk::with_all_rows();
    std::fs::create_dir(desk.work()).unwrap();
    assert_eq!(verify(&desk, &server, None).unwrap_err().exit_code(), exit_code::INPUT);
    assert!(server.state().requests.is_empty());
}

#[test]
fn lookups_are_answered_listed_or_not() {
    let server = FakeServer::start();
    let desk = Desk::with_all_rows();
    desk.import(&server).unwrap();
    let code = desk.letter_codes()[7].to_lowercase();
    for (kind, text) in [("email", format!(" {} ", email(7).to_uppercase())), ("code", code)] {
        let Outcome::Listed(listed) = lookup(&desk, &server, kind, &text).unwrap() else {
            panic!("{kind} is listed")
        };
        assert_eq!(listed.groups(), ["contacts"]);
    }
    let unlisted = lookup(&desk, &server, "email", "nobody@example.jp").unwrap();
    assert!(matches!(unlisted, Outcome::NotListed(_)));
}

#[test]
fn a_lookup_that_cannot_be_checked_is_an_error() {
    let server = FakeServer::start();
    let desk = Desk::with_all_rows();
    desk.import(&server).unwrap();
    let refused = |kind, text| lookup(&desk, &server, kind, text).map(drop).unwrap_err();
    assert_eq!(refused("phone", "0901230007").exit_code(), exit_code::USAGE);
    let error = refused("email", "canary without at");
    assert_eq!(error.exit_code(), exit_code::USAGE);
    assert!(!format!("{error} {error:?}").contains("canary"));
    assert!(server.requests("/evaluate").is_empty());
    server.hook(|request, mut reply| {
        if request.path.ends_with("/evaluate") {
            reply.body[90] ^= 1;
        }
        reply
    });
    let error = refused("email", "nobody@example.jp");
    assert!(matches!(error, OperatorError::Check { error: CheckError::Proof, .. }), "{error}");
}
