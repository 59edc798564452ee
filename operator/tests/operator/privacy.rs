//! Nothing identifying leaves the machine, searched for in every form it could take.

use crate::{
    fake_server::{FakeServer, kinds},
    list::{Desk, ROWS, email, name, phone},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};
use shirabe_protocol::stretching::{Profile, Stretcher};

/// A value in the forms that a careless program might send.
fn forms(value: &[u8]) -> Vec<Vec<u8>> {
    let digest = Sha256::digest(value).to_vec();
    let mut forms = Vec::new();
    for bytes in [value.to_vec(), digest] {
        forms.push(hex::encode(&bytes).into_bytes());
        forms.push(STANDARD.encode(&bytes).trim_end_matches('=').as_bytes().to_vec());
        forms.push(bytes);
    }
    if let Ok(text) = std::str::from_utf8(value) {
        forms.push(text.encode_utf16().flat_map(u16::to_le_bytes).collect());
        forms.push(text.replace('@', "%40").into_bytes());
    }
    forms
}

fn is_in(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}

fn finds_any(haystack: &[u8], needles: &[Vec<u8>]) -> bool {
    let lower = haystack.to_ascii_lowercase();
    needles
        .iter()
        .any(|needle| is_in(haystack, needle) || is_in(&lower, &needle.to_ascii_lowercase()))
}

#[test]
fn no_request_holds_anything_identifying() {
    let server = FakeServer::start();
    let desk = Desk::with_all_rows();
    desk.import(&server).unwrap();
    let secret = std::fs::read(desk.file("list.secret")).unwrap();
    let codes = desk.letter_codes();
    let mut values = vec![secret, b"canary".to_vec(), b"list.csv".to_vec()];
    let mut stretcher = Stretcher::new(Profile::Sample, server.salt()).unwrap();
    for row in (0..ROWS).step_by(30) {
        let code = &codes[row];
        let compact = code.replace('-', "");
        let texts = [name(row), email(row), phone(row), phone(row)[1..].to_owned()];
        values.extend(texts.map(String::into_bytes));
        values.extend([code.clone().into_bytes(), compact.into_bytes()]);
        let identifier = kinds()[0].0.normalise(&[&email(row)]).unwrap();
        values.push(stretcher.stretch(&identifier).unwrap().as_bytes().to_vec());
        values.push(identifier.canonical_bytes().to_vec());
    }
    let needles: Vec<_> = values.iter().flat_map(|value| forms(value)).collect();
    let sent: Vec<u8> = server
        .state()
        .requests
        .iter()
        .flat_map(|request| [request.head.as_bytes(), &request.body].concat())
        .collect();
    assert!(sent.len() > 450 * (32 + 39));
    assert!(!finds_any(&sent, &needles));

    // The search itself: each form, planted in the middle, is found.
    for needle in &needles {
        let planted = [b"before ", needle.as_slice(), b" after"].concat();
        assert!(finds_any(&planted, std::slice::from_ref(needle)));
    }
}

#[test]
fn debug_prints_nothing_of_the_load() {
    let server = FakeServer::start();
    let desk = Desk::with_all_rows();
    let report = desk.import(&server).unwrap();
    let printed = format!("{report:?} {:?}", desk.options(&server)).to_lowercase();
    assert!(!printed.contains("canary") && !printed.contains("090123"), "{printed}");
}
