//! kill -9 of the operator's tool and of the server at ten random moments of one load: the result
//! is that of an undisturbed one.

use crate::lists::scene::{definition, list, run, tags};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha20Rng;
use shirabe_server::{config::Config, store::Store};
use shirabe_tests::deployment::{Deployment, OperatorRun};
use std::{
    process::Child,
    thread,
    time::{Duration, Instant},
};

const SLUG: &str = "interrupted";
const PEOPLE: usize = 6_000;
const KILLS: usize = 10;

#[test]
fn ten_kills_change_nothing() {
    let seed: u64 = rand::random();
    println!("moments of the kills follow from {seed}");
    let mut rng = ChaCha20Rng::seed_from_u64(seed);
    let mut deployment = Deployment::start();
    deployment.apply(&definition(SLUG, &["email", "code"], PEOPLE as u64));
    let mut contents = String::from("no,email\n");
    for number in 0..PEOPLE {
        contents.push_str(&format!("{number},person.{number}@mail.example.jp\n"));
    }
    let file = list(&deployment, "people.csv", contents);
    let arguments = ["--yes", "--group", "members", "--as-of", "2025-10-10T18:00+09:00"];

    let begun = Instant::now();
    run(&deployment, "import", SLUG, &file).arguments(&arguments).succeed();
    let undisturbed = begun.elapsed();
    let before = tags(&deployment.work(SLUG));
    let [(_, expected)] = before.as_slice() else { panic!("one load") };
    // Of (person, identifier) pairs each has one entry of 18 bytes.
    assert_eq!(expected.len(), 2 * PEOPLE * 18);

    let token = deployment.token_file(SLUG);
    let start = |deployment: &Deployment| {
        OperatorRun::with_list(deployment, "import", SLUG, &file, &token)
            .arguments(&arguments)
            .spawn()
    };
    // Where the machine was busier while the first load was timed, this one may end before the
    // last kill: then another is killed at a faster pace.
    let mut pace = undisturbed;
    let mut loads = 1;
    loop {
        loads += 1;
        let Some(mut operator) = kill_ten_times(&mut deployment, &start, &mut rng, pace) else {
            assert!(loads < 6, "loads end before they can be killed");
            pace /= 2;
            continue;
        };
        assert!(finished(&mut operator), "the load did not come to its end");
        break;
    }

    let after = tags(&deployment.work(SLUG));
    assert_eq!(after.len(), loads);
    let same = after.iter().all(|(_, found)| found == expected);
    assert!(same, "other tags than those of the undisturbed load");
    for counts in stored(&deployment, after.iter().map(|(load, _)| load)) {
        assert_eq!(counts, (2 * PEOPLE as u64, 2 * PEOPLE as u64, PEOPLE as u64));
    }
    // Record tags follow from the staff key: evaluated anew, each of them is there.
    let said = run(&deployment, "diff", SLUG, &file).arguments(&["--group", "members"]).succeed();
    let line = format!("identifiers: 0 new, {} known, 0 only in the set", 2 * PEOPLE);
    assert!(said.contains(&line), "{said}");
    let names: Vec<String> = std::fs::read_dir(deployment.work(SLUG))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let left = |part: &str| names.iter().any(|name| name.contains(part));
    assert!(!left("journal") && !left("load.") && !left(".new"), "{names:?}");
}

/// Starts a load, and kills it or its server ten times; gives its last process. `pace` is what a
/// load takes. `None` where it came to its end before the last kill.
fn kill_ten_times(
    deployment: &mut Deployment,
    start: &impl Fn(&Deployment) -> Child,
    rng: &mut ChaCha20Rng,
    pace: Duration,
) -> Option<Child> {
    let mut operator = start(deployment);
    let (mut of_operator, mut of_server) = (0, 0);
    while of_operator + of_server < KILLS {
        thread::sleep(pace.mul_f64(rng.gen_range(0.01..0.12)));
        // Each of them at least four times.
        let kill_operator = match (of_operator, of_server) {
            (6, _) => false,
            (_, 6) => true,
            _ => rng.r#gen(),
        };
        if let Some(status) = operator.try_wait().unwrap() {
            println!("the load ended before the last kill: {of_operator}, {of_server}");
            assert!(status.success(), "the load did not come to its end: {status}");
            return None;
        }
        if kill_operator {
            operator.kill().unwrap();
            operator.wait().unwrap();
            operator = start(deployment);
            of_operator += 1;
        } else {
            deployment.kill_and_restart();
            of_server += 1;
        }
    }
    println!("killed: the operator's tool {of_operator} times, the server {of_server} times");
    Some(operator)
}

/// Waits for the load, which tries again by itself while the server starts.
fn finished(child: &mut Child) -> bool {
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(180) {
        if let Some(status) = child.try_wait().unwrap() {
            return status.success();
        }
        thread::sleep(Duration::from_millis(50));
    }
    let _ = child.kill();
    false
}

/// Records, filter entries and people of each load.
fn stored<'a>(
    deployment: &Deployment,
    loads: impl Iterator<Item = &'a String>,
) -> Vec<(u64, u64, u64)> {
    let config = Config::from_file(&deployment.folder().join("shirabe.toml")).unwrap();
    actix_web::rt::System::new().block_on(async {
        let store = Store::open(&config.database_location().unwrap()).await.unwrap();
        let mut counts = Vec::new();
        for load in loads {
            let mut id = [0; 16];
            hex::decode_to_slice(load, &mut id).unwrap();
            let uploaded = store.load(&id).await.unwrap().expect("a load").uploaded;
            counts.push((uploaded.identifiers, uploaded.filter_entries, uploaded.people));
        }
        counts
    })
}
