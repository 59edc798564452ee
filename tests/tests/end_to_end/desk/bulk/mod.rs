//! 10,000 people of another organisation, half of them in the incident, checked by its program and
//! in its browser: killed in between, gone on with, and equal in the end, byte for byte.

mod people;

use crate::desk::scene;
use base64::{Engine, engine::general_purpose::STANDARD};
use people::{Scene, identifiers};
use serde_json::{Value, json};
use shirabe_tests::{
    browser::{Browser, Key, Scheme, Width},
    deployment::Deployment,
    needles::Needles,
    programs_folder,
    proxy::{Mischief, Proxy},
    wait_for,
};
use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

const SLUG: &str = "overseas-career";
const PEOPLE: usize = 10_000;
const LONG: Duration = Duration::from_secs(240);

/// Secrets of so many invitations.
fn invite(deployment: &Deployment, slug: &str, count: usize, people: usize) -> Vec<String> {
    let staff = scene::with_roles(deployment, &[slug], &[]);
    let path = format!("/api/v1/staff/incidents/{slug}/bulk-checks");
    let body = json!({ "organisation": "Minato Trading", "people": people });
    let secret = |_| staff.call("POST", &path, body.clone())["secret"].as_str().unwrap().to_owned();
    (0..count).map(secret).collect()
}

fn current(deployment: &Deployment, secret: &str) -> Value {
    let url = format!("{}/api/v1/bulk-checks/current", deployment.url());
    let mut reply =
        ureq::get(&url).header("authorization", format!("Bearer {secret}")).call().unwrap();
    serde_json::from_slice(&reply.body_mut().read_to_vec().unwrap()).unwrap()
}

fn evaluated(deployment: &Deployment, secret: &str) -> u64 {
    current(deployment, secret)["evaluated"].as_u64().unwrap()
}

fn operator(deployment: &Deployment, scene: &Scene, server: &str, secret: &str) -> Command {
    let link = scene.list.with_file_name("link.txt");
    fs::write(&link, format!("{server}/ja/bulk-check#{secret}\n")).unwrap();
    let mut command = Command::new(programs_folder().join("shirabe-operator"));
    command.args(["lookup", "--yes", "--key", &deployment.signing_key(), "--invitation-file"]);
    command.arg(link).arg(&scene.list).stdin(Stdio::null());
    command
}

/// By the program: killed, with the server, and gone on with. Gives the result file.
fn by_program(deployment: &mut Deployment, scene: &Scene, secret: &str) -> Vec<u8> {
    let url = deployment.url();
    let mut child = operator(deployment, scene, &url, secret);
    let mut child = child.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    wait_for("a quarter", LONG, || {
        (evaluated(deployment, secret) > scene.questions / 4).then_some(())
    });
    child.kill().unwrap();
    child.wait().unwrap();
    let before = evaluated(deployment, secret);
    assert!(before < scene.questions, "killed after {before} of {}", scene.questions);
    deployment.kill_and_restart();
    let output = operator(deployment, scene, &deployment.url(), secret).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    // Done, but for the rows that hold neither an address nor a number.
    assert_eq!(output.status.code(), Some(4), "{out}{err}");
    assert!(out.contains("were evaluated before the interruption"), "{out}");
    assert!(!out.contains(secret) && !err.contains(secret));
    assert_eq!(evaluated(deployment, secret), scene.questions);
    assert_eq!(current(deployment, secret)["state"], "finished");
    let folder = scene.list.with_file_name(format!("shirabe-{SLUG}"));
    let kept = fs::read_dir(&folder).unwrap().flatten().map(|file| file.file_name());
    let kept: Vec<_> =
        kept.filter(|name| !name.to_string_lossy().starts_with("checked-")).collect();
    assert_eq!(kept, ["in-use.lock"]);
    fs::read(folder.join("checked-people.csv")).unwrap()
}

/// The page, opened with the link.
fn open(browser: &Browser, url: &str, language: &str, secret: &str) {
    browser.open("about:blank");
    browser.open(&format!("{url}/{language}/bulk-check#{secret}"));
    wait_for_state(browser, "invited");
    assert_eq!(browser.url(), format!("{url}/{language}/bulk-check"), "the secret is out of sight");
}

fn wait_for_state(browser: &Browser, state: &str) {
    let expression = format!("document.querySelector('bulk-check')?.dataset.state === '{state}'");
    browser.wait_until_within(LONG, state, &expression);
}

fn failure(browser: &Browser) -> String {
    let code = "document.querySelector('[data-step=failure]:not([hidden])')?.dataset.code";
    let code = browser.wait_until_within(LONG, "a failure", code);
    let focused = browser.script("return document.activeElement.dataset.step;", &[]);
    assert_eq!(focused, json!("failure"));
    code.as_str().unwrap().to_owned()
}

fn focused_id(browser: &Browser) -> String {
    browser.script("return document.activeElement.id;", &[]).as_str().unwrap_or_default().to_owned()
}

fn choose(browser: &Browser, list: &Path) {
    browser.choose_file("#bulk-file", list);
}

fn looked_at(browser: &Browser, name: &str) {
    for (width, scheme) in
        [(Width::Phone, Scheme::Light), (Width::Desk, Scheme::Dark), (Width::Desk, Scheme::Light)]
    {
        browser.look(width, scheme);
        let picture = format!("bulk-{name}-{}-{}", width.pixels(), scheme.name());
        browser.assert_sound(&picture);
    }
}

/// The bytes that a button would save.
fn saved(browser: &Browser, format: &str) -> Vec<u8> {
    let bytes = browser.script_async(
        "const [format] = arguments;
         const made = URL.createObjectURL;
         const blob = await new Promise((resolve) => {
           URL.createObjectURL = (blob) => { resolve(blob); return made.call(URL, blob); };
           document.querySelector(`[data-action=${format}]`).click();
         });
         URL.createObjectURL = made;
         const bytes = new Uint8Array(await blob.arrayBuffer());
         let text = '';
         for (const byte of bytes) { text += String.fromCharCode(byte); }
         return btoa(text);",
        &[format.into()],
    );
    STANDARD.decode(bytes.as_str().unwrap()).unwrap()
}

/// In the browser, through a proxy: closed in between, and gone on with. Gives the result file.
fn by_browser(deployment: &Deployment, proxy: &Proxy, scene: &Scene, secret: &str) -> Vec<u8> {
    let browser = Browser::borrow();
    open(&browser, &proxy.url(), "ja", secret);
    looked_at(&browser, "invited-ja");
    choose(&browser, &scene.list);
    wait_for_state(&browser, "understood");
    assert_eq!(focused_id(&browser), "columns-title");
    let shown = browser.text_of("[data-slot='questions']").replace(',', "");
    assert_eq!(shown, scene.questions.to_string());
    looked_at(&browser, "columns-ja");
    browser.click("[data-action='begin']");
    wait_for_state(&browser, "running");
    let batches = "Object.keys(localStorage).filter((name) => name.includes('/batch/')).length";
    browser.wait_until_within(LONG, "some batches", &format!("{batches} > 5"));
    browser.click("[data-action='pause']");
    looked_at(&browser, "running-ja");
    assert!(!browser.is_shown("[data-step='result']"));

    // The page is loaded again, without the link; the same file goes on.
    browser.reload();
    wait_for_state(&browser, "invited");
    let before = evaluated(deployment, secret);
    assert!(before > 0 && before < scene.questions, "{before} of {}", scene.questions);
    assert!(browser.is_shown("[data-part='kept']"));
    let other = scene.list.with_file_name("other.csv");
    fs::write(&other, &scene.bytes[..scene.bytes.len() / 2]).unwrap();
    choose(&browser, &other);
    wait_for_state(&browser, "understood");
    browser.click("[data-action='begin']");
    assert_eq!(failure(&browser), "bulk-check:another-list");
    looked_at(&browser, "another-list-ja");
    choose(&browser, &scene.list);
    wait_for_state(&browser, "understood");
    // The connection is lost for a while.
    proxy.misbehave("/evaluations/", Mischief::status(503));
    browser.click("[data-action='begin']");
    let waiting = "!document.querySelector('[data-part=waiting]').hidden";
    browser.wait_until_within(LONG, "it waits", waiting);
    looked_at(&browser, "waiting-ja");
    proxy.behave();
    wait_for_state(&browser, "result");
    assert_eq!(focused_id(&browser), "result-title");
    assert_eq!(evaluated(deployment, secret), scene.questions, "each element is counted once");
    looked_at(&browser, "result-ja");
    let csv = saved(&browser, "csv");
    let xlsx = saved(&browser, "xlsx");
    assert!(xlsx.starts_with(b"PK") && xlsx.len() > 100_000);
    browser.click("[data-action='finish']");
    wait_for_state(&browser, "finished");
    looked_at(&browser, "finished-ja");
    assert_eq!(current(deployment, secret)["state"], "finished");
    let kept = browser.script("return [localStorage.length, sessionStorage.length];", &[]);
    assert_eq!(kept, json!([0, 0]), "nothing is kept after the end");
    csv
}

/// Chooses with the arrow key, and waits until the file was read like that.
fn say_column(browser: &Browser, column: &str, target: &str) {
    let select = format!("select[data-column='{column}']");
    browser.tab_to(&select);
    let value = format!("return document.querySelector(\"{select}\").value;");
    for _ in 0..10 {
        browser.press(Key::Down);
        let read = "document.querySelector('[data-part=reading]').hidden";
        browser.wait_until("the file is read", read);
        if browser.script(&value, &[]) == json!(target) {
            return;
        }
    }
    panic!("{column} offers no {target}");
}

#[test]
fn numbers_and_birth_dates_by_keyboard_in_english() {
    let deployment = scene::deployment();
    let secrets = invite(&deployment, scene::HEALTH, 2, 40);
    // The first thirty bookings are in the incident; as Excel in Japan saves them.
    let file = &sample_data::incident(scene::HEALTH).expect("a sample").files[0];
    let contents = file.contents();
    let rows: Vec<&[u8]> = contents.split_inclusive(|byte| *byte == b'\n').take(41).collect();
    let list = deployment.folder().join("bookings.csv");
    fs::write(&list, rows.concat()).unwrap();

    let browser = Browser::borrow();
    let url = deployment.url();
    browser.open(&format!("{url}/en/bulk-check"));
    assert_eq!(failure(&browser), "bulk-check:link-missing");
    looked_at(&browser, "link-missing-en");
    open(&browser, &url, "en", &secrets[0]);
    browser.tab_to("#bulk-file");
    choose(&browser, &list);
    wait_for_state(&browser, "understood");
    // Nothing is recognised: numbers have to be named.
    assert!(browser.is_shown("[data-part='column-problem']"));
    assert_eq!(
        browser.script("return document.querySelector('[data-action=begin]').disabled;", &[]),
        json!(true)
    );
    looked_at(&browser, "no-column-en");
    say_column(&browser, "保険証記号", "insurance.symbol");
    assert!(browser.text_of("[data-part='column-problem']").contains("still need their column"));
    looked_at(&browser, "half-a-kind-en");
    say_column(&browser, "保険証番号", "insurance.number");
    browser.wait_until("enough", "!document.querySelector('[data-action=begin]').disabled");
    // The birth date is known by its heading.
    assert_eq!(browser.text_of("[data-slot='questions']"), "40");
    looked_at(&browser, "columns-en");
    browser.tab_to("[data-action='begin']");
    browser.press(Key::Enter);
    wait_for_state(&browser, "result");
    assert_eq!(focused_id(&browser), "result-title");
    assert_eq!(browser.text_of("[data-slot='listed']"), "30");
    assert_eq!(browser.text_of("[data-slot='not-listed']"), "10");
    looked_at(&browser, "result-en");
    let csv = String::from_utf8(saved(&browser, "csv")).unwrap();
    let answers: Vec<&str> = csv.lines().map(|line| line.rsplit(',').nth(1).unwrap()).collect();
    assert_eq!(answers[0], "listed");
    assert!(answers[1..31].iter().all(|answer| *answer == "yes"), "{answers:?}");
    assert!(answers[31..].iter().all(|answer| *answer == "no"), "{answers:?}");
    browser.tab_to("[data-action='finish']");
    browser.press(Key::Enter);
    wait_for_state(&browser, "finished");
    looked_at(&browser, "finished-en");
    browser.open("about:blank");
    browser.open(&format!("{url}/en/bulk-check#{}", secrets[0]));
    assert_eq!(failure(&browser), "check-state:finished");

    // The other link was begun on another device.
    let claim = format!("{url}/api/v1/bulk-checks/current/claim");
    let claimed = ureq::post(&claim)
        .header("authorization", format!("Bearer {}", secrets[1]))
        .header("x-shirabe-claim", "ab".repeat(32))
        .send_empty();
    assert_eq!(claimed.unwrap().status(), 204);
    browser.open("about:blank");
    browser.open(&format!("{url}/en/bulk-check#{}", secrets[1]));
    assert_eq!(failure(&browser), "problem:bulk-check-claimed");
    looked_at(&browser, "claimed-en");
    let complaints = browser.complaints();
    // The refusals above are said by the browser too; the policy is never broken.
    assert!(complaints.iter().all(|one| one.contains("bulk-checks/current")), "{complaints:?}");
}

#[test]
fn ten_thousand_people_by_program_and_by_browser() {
    let mut deployment = Deployment::start();
    let scene = Scene::load(&deployment);
    let secrets = invite(&deployment, SLUG, 2, PEOPLE);
    let begun = Instant::now();
    let by_program = by_program(&mut deployment, &scene, &secrets[0]);
    println!("{} identifiers by the program: {:?}", scene.questions, begun.elapsed());
    let proxy = Proxy::before(deployment.address());
    let begun = Instant::now();
    let by_browser = by_browser(&deployment, &proxy, &scene, &secrets[1]);
    println!("{} identifiers by the browser: {:?}", scene.questions, begun.elapsed());
    assert!(by_program == by_browser, "both result files are equal, byte for byte");

    let facts = format!("{}/api/v1/incidents/{SLUG}", deployment.url());
    let mut facts = ureq::get(&facts).call().unwrap();
    let facts: Value = serde_json::from_slice(&facts.body_mut().read_to_vec().unwrap()).unwrap();
    let groups = facts["groups"].as_array().unwrap().iter();
    let titles: Vec<(&str, &str)> =
        groups.map(|g| (g["name"].as_str().unwrap(), g["title"]["ja"].as_str().unwrap())).collect();
    let truth = scene.truth(&titles);
    let text = by_program.strip_prefix(b"\xEF\xBB\xBF").expect("a byte order mark");
    let mut reader = csv::Reader::from_reader(text);
    let header: Vec<&str> = reader.headers().unwrap().iter().collect();
    assert_eq!(header, ["氏名", "メールアドレス", "電話番号", "備考", "該当", "区分"]);
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), PEOPLE);
    for ((row, due), one) in rows.iter().zip(&truth).zip(&scene.people) {
        assert_eq!(&row[0], one.name);
        assert_eq!([&row[4], &row[5]], [due[0].as_str(), due[1].as_str()], "{}", one.name);
    }
    let listed = truth.iter().filter(|[listed, _]| listed == "該当あり").count();
    assert!((PEOPLE * 48 / 100..PEOPLE * 6 / 10).contains(&listed), "{listed}");

    let mut needles = Needles::default();
    for (place, one) in scene.people.iter().enumerate().filter(|(place, _)| place % 50 < 2) {
        for text in [&one.email, &one.phone].into_iter().flatten() {
            needles.add_text(&format!("an identifier of row {place}"), text);
        }
        for identifier in identifiers(one) {
            needles.add_bytes(&format!("a canonical identifier of row {place}"), &identifier);
        }
    }
    needles.add_text("the list's name", "people.csv");
    let search = needles.search();
    assert!(!search.in_bytes(&scene.bytes).is_empty(), "the search finds what is there");
    let exchanges = proxy.exchanges();
    assert!(exchanges.len() > 50);
    for exchange in &exchanges {
        let request = &exchange.request;
        let whole = [request.head.as_slice(), &request.body].concat();
        assert_eq!(search.in_bytes(&whole), [""; 0], "{}", request.target);
        assert!(!request.target.contains(&secrets[1]), "{}", request.target);
    }
    let log = deployment.log();
    assert_eq!(search.in_bytes(&log), [""; 0]);
    assert!(!String::from_utf8_lossy(&log).contains(&secrets[1]));
}
