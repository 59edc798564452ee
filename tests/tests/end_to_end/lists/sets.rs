//! What a list would change, people taken out again, and the way back.

use crate::lists::scene::{definition, import, is_listed, list, look_up, run};
use shirabe_tests::deployment::{Deployment, OperatorRun};

const SLUG: &str = "listed-by-mistake";

const ALL: &str = "no,name,email\n\
                   1,Sato Ai,family@mail.example.jp\n\
                   2,Sato Jun,family@mail.example.jp\n\
                   3,Mori Kei,kei@mail.example.jp\n\
                   4,Ono Rin,rin@mail.example.jp\n";

fn deployed() -> Deployment {
    let deployment = Deployment::start();
    deployment.apply(&definition(SLUG, &["email", "code"], 10));
    let file = list(&deployment, "all.csv", ALL);
    let said = import(&deployment, SLUG, &file);
    assert!(said.contains("Nothing was published for this incident before."), "{said}");
    deployment
}

fn diff(deployment: &Deployment, contents: &str) -> String {
    let file = list(deployment, "other.csv", contents);
    run(deployment, "diff", SLUG, &file).arguments(&["--group", "members"]).succeed()
}

fn says(said: &str, lines: &[&str]) {
    for line in lines {
        assert!(said.contains(line), "{line} is missing in\n{said}");
    }
}

#[test]
fn a_list_is_compared_and_nothing_changes() {
    let deployment = deployed();
    let said = diff(&deployment, ALL);
    says(
        &said,
        &[
            "  0 people not in it yet\n",
            "  4 people in it already, 0 of them with a further identifier or group\n",
            "  0 people in it and not in this list\n",
            "  identifiers: 0 new, 8 known, 0 only in the set\n",
            "Nothing was published.\n",
        ],
    );
    let other = ALL.replace("4,Ono Rin,rin@mail.example.jp\n", "5,Abe Yui,yui@mail.example.jp\n");
    let said = diff(&deployment, &other);
    says(
        &said,
        &[
            "  1 person not in it yet\n",
            "  3 people in it already, 0 of them",
            "  1 person in it and not in this list\n",
            "  identifiers: 2 new, 6 known, 2 only in the set\n",
        ],
    );
    assert!(!is_listed(&deployment, SLUG, "yui@mail.example.jp"));
    let history = history(&deployment);
    assert_eq!(history.matches("  set ").count(), 1, "{history}");
    assert_eq!(history.matches("abandoned").count(), 2, "{history}");
}

#[test]
fn one_of_a_family_is_taken_out_and_the_family_stays_listed() {
    let deployment = deployed();
    let code = |row: usize| deployment.letter_codes(SLUG)[row].last().unwrap().clone();
    let (ai, jun) = (code(0), code(1));
    let mistake =
        "no,name,email\n1,Sato Ai,family@mail.example.jp\n3,Mori Kei,kei@mail.example.jp\n";
    let file = list(&deployment, "mistake.csv", mistake);
    let withdraw = || run(&deployment, "withdraw", SLUG, &file).arguments(&["--group", "members"]);
    let said = withdraw().arguments(&["--yes"]).succeed();
    says(
        &said,
        &[
            "2 people would be taken out of the published set, 2 would stay.",
            "Published as set 2.\n",
            "Verified from outside: all 4 tags of 2 load(s) are in set 2",
        ],
    );
    let listed = |text: &str| is_listed(&deployment, SLUG, text);
    assert!(listed("family@mail.example.jp") && listed("rin@mail.example.jp"));
    assert!(!listed("kei@mail.example.jp"));
    let by_code = |code: &str| look_up(&deployment, SLUG, "code", code).contains("Listed: ");
    assert!(!by_code(&ai) && by_code(&jun));

    // They are out: there is nobody of that kind to take out again.
    let again = withdraw().arguments(&["--yes"]).output();
    assert_eq!(again.status.code(), Some(1));
    let errors = String::from_utf8_lossy(&again.stderr).into_owned();
    assert!(errors.contains("row 2, 3"), "{errors}");
    assert!(!errors.contains("Sato") && !errors.contains("@"), "{errors}");
    says(&history(&deployment), &["  set 2: withdrawal \"tests\"", "withdraw  published"]);

    // Loaded once more, they are in again.
    import(&deployment, SLUG, &file);
    assert!(listed("kei@mail.example.jp") && by_code(&ai));
}

#[test]
fn somebody_of_two_lists_leaves_both_and_the_date_stays() {
    let deployment = deployed();
    // The whole list again, with somebody new: who was in it stands in two loads now.
    let more = format!("{ALL}5,Abe Yui,yui@mail.example.jp\n");
    let file = list(&deployment, "again.csv", more);
    run(&deployment, "import", SLUG, &file)
        .arguments(&["--yes", "--group", "members", "--as-of", "2025-10-10T18:00+09:00"])
        .succeed();
    let before = look_up(&deployment, SLUG, "email", "kei@mail.example.jp");
    let mistake = list(&deployment, "kei.csv", "no,name,email\n3,Mori Kei,kei@mail.example.jp\n");
    let said = run(&deployment, "withdraw", SLUG, &mistake)
        .arguments(&["--yes", "--group", "members"])
        .succeed();
    assert!(said.contains("Verified from outside"), "{said}");
    assert!(!is_listed(&deployment, SLUG, "kei@mail.example.jp"));
    assert!(is_listed(&deployment, SLUG, "rin@mail.example.jp"));
    let after = look_up(&deployment, SLUG, "email", "kei@mail.example.jp");
    let as_of = |said: &str| said.split("as of ").nth(1).map(|rest| rest[..20].to_owned());
    assert_eq!(as_of(&before), as_of(&after), "taking somebody out makes no list newer");
}

#[test]
fn rows_that_are_not_as_they_were_loaded_take_nobody_out() {
    let deployment = deployed();
    for (contents, group, rows) in [
        ("no,name,email\n3,Mori Kei,other@mail.example.jp\n", "members", "row 2"),
        ("no,name,email\n9,Somebody Else,else@mail.example.jp\n", "members", "row 2"),
        ("no,name,email\n4,Ono Rin,rin@mail.example.jp\n", "visitors", "row 2"),
        (
            "no,name,email\n4,Ono Rin,rin@mail.example.jp\n8,Nobody,nobody@mail.example.jp\n",
            "members",
            "row 3",
        ),
    ] {
        let file = list(&deployment, "wrong.csv", contents);
        let output = run(&deployment, "withdraw", SLUG, &file)
            .arguments(&["--yes", "--group", group])
            .output();
        assert_eq!(output.status.code(), Some(1), "{contents}");
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(errors.contains(rows) && errors.contains("Nothing was changed."), "{errors}");
    }
    assert!(is_listed(&deployment, SLUG, "rin@mail.example.jp"));
    assert_eq!(history(&deployment).matches("  set ").count(), 1);
}

#[test]
fn back_to_the_set_before_and_forward_again() {
    let deployment = deployed();
    let more = list(&deployment, "more.csv", "no,name,email\n7,Ito Nao,nao@mail.example.jp\n");
    import(&deployment, SLUG, &more);
    let listed = || is_listed(&deployment, SLUG, "nao@mail.example.jp");
    assert!(listed());
    let rollback = |to: &[&str]| {
        let token = deployment.token_file(SLUG);
        OperatorRun::with_token(&deployment, "rollback", SLUG, &token)
            .arguments(&["--yes", "--work", deployment.work(SLUG).to_str().unwrap()])
            .arguments(to)
    };
    let said = rollback(&[]).succeed();
    says(&said, &["  no longer counts: tests (add, 1 person)\n", "Published as set 3.\n"]);
    assert!(!listed() && is_listed(&deployment, SLUG, "kei@mail.example.jp"));
    verify(&deployment, "all 7 tags of 1 load(s) are in set 3");

    let said = rollback(&["--to", "2"]).succeed();
    says(&said, &["  counts again: tests (add, 1 person)\n", "Published as set 4.\n"]);
    assert!(listed());
    verify(&deployment, "all 9 tags of 2 load(s) are in set 4");
    assert_eq!(rollback(&["--to", "4"]).output().status.code(), Some(64));
    says(&history(&deployment), &["  set 3: rollback to set 1,", "  set 4: rollback to set 2,"]);
}

fn verify(deployment: &Deployment, expected: &str) {
    let said = OperatorRun::new(deployment, "verify", SLUG)
        .arguments(&["--work", deployment.work(SLUG).to_str().unwrap()])
        .succeed();
    assert!(said.contains(expected), "{said}");
}

fn history(deployment: &Deployment) -> String {
    let token = deployment.token_file(SLUG);
    let said = OperatorRun::with_token(deployment, "history", SLUG, &token).succeed();
    let on_the_server = deployment.shirabe(&["incident", "history", SLUG]);
    assert_eq!(
        said.matches("back to set ").count(),
        on_the_server.matches("back to set ").count(),
        "{on_the_server}"
    );
    said
}
