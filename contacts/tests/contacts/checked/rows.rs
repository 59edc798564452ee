//! What is said of one row.

use super::scene::{Scene, TITLES, open};
use shirabe_contacts::{
    Seed,
    bulk_check::{
        Answers, Course, Questions, ResultError, ResultFile, ResultLanguage, kept_batch, seal_batch,
    },
};

fn yes(groups: &str) -> (String, String) {
    ("yes".to_owned(), groups.to_owned())
}

fn no() -> (String, String) {
    ("no".to_owned(), String::new())
}

fn unchecked(reason: &str) -> (String, String) {
    (format!("not checked: {reason}"), String::new())
}

#[test]
fn each_row_says_what_is_known_of_all_its_identifiers() {
    let scene = Scene::new(&[
        (0, &["hana@example.jp"], 0),
        (1, &["03-1234-5678"], 1),
        (1, &["090-1234-5678"], 0),
        (1, &["090-1234-5678"], 1),
    ]);
    let list = "name,email,phone\n\
                Hana,hana@example.jp,090-0000-0001\n\
                Ken,ken@example.jp,03-1234-5678\n\
                Mari,mari@example.jp,090-1234-5678\n\
                Taro,taro@example.jp,090-0000-0002\n\
                Office,,03-1234-5678\n\
                Yuki,,\n\
                Jiro,jiro@example,090-0000-0003\n\
                Rin,rin at example.jp,090-1234-5678\n";
    let mut check = scene.check(list.as_bytes(), &[]);
    assert_eq!(
        check.verdicts(),
        [
            yes(TITLES[0]),
            yes(TITLES[1]),
            yes(&TITLES.join("; ")),
            no(),
            // A shared number speaks of the entry, for everybody who has it.
            yes(TITLES[1]),
            unchecked("nothing that can be asked by"),
            unchecked("email: the part after the @ has no dot"),
            // One identifier that could not be read does not hide another that is listed.
            yes(&TITLES.join("; ")),
        ]
    );
    let (_, summary) = check.csv(ResultLanguage::English);
    assert_eq!(
        (summary.rows, summary.listed, summary.not_listed, summary.not_checked),
        (8, 5, 1, 2)
    );
    assert_eq!(summary.by_group, [3, 4]);
    // Four addresses, five different numbers of seven.
    assert_eq!(summary.identifiers, 9);
    assert_eq!(check.questions.by_kind(), [4, 5, 0]);
    let rows = check.questions.rows();
    assert_eq!((rows.rows, rows.without_identifier, rows.rejected), (8, 1, 2));
}

#[test]
fn kinds_of_several_fields_need_all_of_them() {
    let scene = Scene::new(&[(2, &["12345", "1985-04-01"], 1)]);
    let list = "no.,born,remark\n\
                0012345,1985/4/1,a\n\
                12345,S60.4.1,b\n\
                12346,1985-04-01,c\n\
                12345,,d\n\
                12345,1985-02-30,e\n";
    let mut check =
        scene.check(list.as_bytes(), &["no.=insurance.number", "born=insurance.birth-date"]);
    assert_eq!(
        check.verdicts(),
        [
            yes(TITLES[1]),
            yes(TITLES[1]),
            no(),
            unchecked("born: empty, while other fields of the same kind are filled"),
            unchecked("born: the calendar has no such day"),
        ]
    );
    assert_eq!(check.questions.len(), 2);
}

#[test]
fn a_row_of_another_width_is_not_checked_unless_it_is_listed() {
    let scene = Scene::new(&[(0, &["hana@example.jp"], 0)]);
    let list = "email,name\nhana@example.jp,a,b\nken@example.jp,a,b\nmari@example.jp\n";
    let mut check = scene.check(list.as_bytes(), &[]);
    let reason = "another number of cells than the header";
    assert_eq!(check.verdicts(), [yes(TITLES[0]), unchecked(reason), unchecked(reason)]);
}

#[test]
fn both_forms_of_a_suffix_are_asked() {
    let scene = Scene::new(&[(0, &["hana@example.jp"], 0)]);
    let mut check = scene.check(b"email\nhana+shop@example.jp\nhana@example.jp\n", &[]);
    assert_eq!(check.questions.len(), 2);
    assert_eq!(check.verdicts(), [yes(TITLES[0]), yes(TITLES[0])]);
}

#[test]
fn what_was_kept_is_believed_only_whole_and_for_the_same_questions_and_set() {
    let listed: &[super::scene::Entry<'_>] = &[(0, &["hana@example.jp"], 0)];
    let scene = Scene::new(listed);
    let list = b"email\nhana@example.jp\nken@example.jp\nmari@example.jp\ntaro@example.jp\n";
    let mut file = open(list, &[]);
    let questions = Questions::of(&mut file).unwrap();
    let seed = Seed::from_bytes([7; 32]);
    let course = Course::new(&questions, &scene.manifest, &seed, 3);
    assert_eq!((course.batches(), course.elements_of(0), course.elements_of(1)), (2, 3, 1));
    let answers = scene.ask(&questions, &course, 0);
    let kept = seal_batch(course.answers_key(), 0, &answers);
    let again = kept_batch(&course, &kept).unwrap();
    assert!(again.0 == 0 && again.1 == answers);
    for place in 0..kept.len() {
        let mut changed = kept.clone();
        changed[place] ^= 1;
        assert!(kept_batch(&course, &changed).is_none(), "{place}");
        assert!(kept_batch(&course, &kept[..place]).is_none(), "{place}");
    }
    let other_seed = Course::new(&questions, &scene.manifest, &Seed::from_bytes([8; 32]), 3);
    assert!(kept_batch(&other_seed, &kept).is_none());
    let mut other_file = open(b"email\nhana@example.jp\nken@example.jp\n", &[]);
    let fewer = Questions::of(&mut other_file).unwrap();
    let other_list = Course::new(&fewer, &scene.manifest, &seed, 3);
    assert_ne!(other_list.fingerprint(), course.fingerprint());
    assert!(kept_batch(&other_list, &kept).is_none());
    // Another set: the same questions, asked again in equal bytes.
    let scene = scene.next_set(listed);
    let next = Course::new(&questions, &scene.manifest, &seed, 3);
    assert_eq!(next.fingerprint(), course.fingerprint());
    assert!(kept_batch(&next, &kept).is_none());
    // Nothing follows from a part of the answers.
    let mut known = Answers::none(&next, &scene.manifest);
    assert!(known.take(&next, 0, &scene.ask(&questions, &next, 0)));
    assert_eq!(known.missing(), 1);
    assert!(known.complete().is_none());
    assert!(!known.take(&next, 1, &answers), "a batch of another size");
}

#[test]
fn answers_to_another_list_give_no_result() {
    let scene = Scene::new(&[(0, &["hana@example.jp"], 0)]);
    let check = scene.check(b"email\nhana@example.jp\n", &[]);
    let mut other = open(b"email\nhana@example.jp\nken@example.jp\n", &[]);
    let result = ResultFile {
        questions: &check.questions,
        answers: &check.answers,
        language: ResultLanguage::English,
        titles: &[],
    };
    let refused = result.write_csv(&mut other, Vec::new());
    assert!(matches!(refused, Err(ResultError::NotAnswered)));
}
