//! Which of several words about a column counts, and rows read with what a list declares.

use super::{Mappings, assign};
use crate::{
    columns::{ColumnUse, CompositeColumns, Mapping, Source},
    error::{ContactsError, MappingError},
    groups::{GroupOfRow, Groups},
    mapping_file::MappingFile,
    reasons,
    rows::{Context, ReadRow},
    source::Epoch,
};
use shirabe_protocol::identifier::{Field, FieldForm, Form, Kind, Region};

fn kinds() -> Vec<Kind> {
    let field = |name: &str, form| Field { name: name.into(), form };
    let fields = vec![
        field("number", FieldForm::Digits { min: 4, max: 6 }),
        field("birth-date", FieldForm::Date),
    ];
    let employee = Kind { name: "employee".into(), form: Form::Composite { fields } };
    vec![Kind::email(), Kind::phone(Region::Jp), employee]
}

fn strings(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn try_assigned(
    names: &[&str],
    given: &[&str],
    file: &str,
) -> Result<Vec<ColumnUse>, ContactsError> {
    let given: Result<Vec<Mapping>, _> = given.iter().map(|text| Mapping::parse(text)).collect();
    let (given, file) = (given?, MappingFile::parse(file)?);
    let names = strings(names);
    assign(&names, &names, &kinds(), Mappings { given: &given, file: Some(&file) }, &[])
}

fn assigned(names: &[&str], given: &[&str], file: &str) -> Vec<ColumnUse> {
    try_assigned(names, given, file).unwrap_or_else(|error| panic!("{error}"))
}

fn shown(columns: &[ColumnUse]) -> Vec<(String, Source)> {
    let words = |column: &ColumnUse| {
        let uses: Vec<_> = column.uses.iter().map(|used| used.target(&kinds())).collect();
        (uses.join(","), column.source)
    };
    columns.iter().map(words).collect()
}

fn due(columns: &[(&str, Source)]) -> Vec<(String, Source)> {
    columns.iter().map(|(words, source)| ((*words).to_owned(), *source)).collect()
}

const NAMES: [&str; 5] = ["id", "email", "tel", "分類", "memo"];
const FILE: &str = "[columns]\nid = \"key\"\nemail = \"ignore\"\ntel = [\"phone\", \"email\"]\n\
                    \"分類\" = \"group\"\n";

#[test]
fn the_command_line_over_the_file_over_the_heading() {
    use Source::{Heading, Mapping, MappingFile, None};
    let by_heading = assigned(&NAMES, &[], "");
    let expected = [("", None), ("email", Heading), ("phone", Heading), ("", None), ("", None)];
    assert_eq!(shown(&by_heading), due(&expected));
    let by_file = assigned(&NAMES, &[], FILE);
    let expected = [
        ("key", MappingFile),
        ("", MappingFile),
        ("phone,email", MappingFile),
        ("group", MappingFile),
        ("", None),
    ];
    assert_eq!(shown(&by_file), due(&expected));
    // A column named on the command line is what that says; of keys and groups there is one.
    let by_all = assigned(&NAMES, &["tel=phone", "memo=key", "email=group"], FILE);
    let expected =
        [("", None), ("group", Mapping), ("phone", Mapping), ("", None), ("key", Mapping)];
    assert_eq!(shown(&by_all), due(&expected));
}

#[test]
fn what_was_recognised_reads_alike_the_next_time() {
    let columns = assigned(&NAMES, &["id=employee.number", "memo=employee.birth-date"], "");
    let saved = MappingFile::of(&columns, &kinds());
    let text = saved.to_toml().unwrap_or_else(|error| panic!("{error}"));
    let again = assigned(&NAMES, &[], &text);
    let uses = |columns: &[ColumnUse]| columns.iter().map(|c| c.uses.clone()).collect::<Vec<_>>();
    assert_eq!(uses(&again), uses(&columns));
    assert!(again.iter().all(|column| column.source == Source::MappingFile));
    // The columns that were of no use may be gone.
    let fewer = assigned(&["id", "email", "tel", "memo"], &[], &text);
    assert_eq!(fewer[0].uses, columns[0].uses);
}

#[test]
fn what_the_file_does_not_have_is_named() {
    let error = |given: &[&str], file: &str| match try_assigned(&NAMES, given, file) {
        Err(ContactsError::Mapping(error)) => error,
        Err(error) => panic!("{error}"),
        Ok(_) => panic!("{file}"),
    };
    assert_eq!(
        error(&[], "[columns]\nmail2 = \"email\"\n").to_string(),
        "there is no column mail2; the columns are id, email, tel, 分類, memo"
    );
    assert!(matches!(error(&["mail2=ignore"], ""), MappingError::UnknownColumn { .. }));
    assert!(matches!(
        error(&[], "[columns]\nid = \"fax\"\n"),
        MappingError::UnknownKind { known, .. } if known.len() == 4
    ));
    assert_eq!(
        error(&["id=group", "memo=group"], ""),
        MappingError::SeveralGroups { columns: strings(&["id", "memo"]) }
    );
    assert!(matches!(
        error(&[], "[columns]\nid = [\"email\", \"email\"]\n"),
        MappingError::Repeated { .. }
    ));
    let repeated = MappingFile::parse("[columns]\nid = [\"a\", \"b.\"]\n");
    assert!(matches!(repeated, Err(MappingError::FileTarget { .. })));
}

#[test]
fn rows_are_read_with_epoch_and_groups() {
    let file = "[columns]\nid = \"employee.number\"\nmemo = \"employee.birth-date\"\n\
                \"分類\" = \"group\"\n[groups]\n\"患者\" = \"patients\"\n";
    let (kinds, columns) = (kinds(), assigned(&NAMES, &[], file));
    let composites = CompositeColumns::of(&columns, &kinds);
    let file = MappingFile::parse(file).unwrap_or_else(|error| panic!("{error}"));
    let groups = Groups::new(&strings(&["staff", "patients"]), Some(&file));
    let groups = groups.unwrap_or_else(|error| panic!("{error}"));
    let row = |cells: [&str; 5], epoch| {
        let (columns, composites, kinds) = (&columns[..], &composites[..], &kinds[..]);
        let context = Context { columns, composites, kinds, epoch, groups: &groups };
        ReadRow::read(7, &strings(&cells), &context).unwrap_or_else(|error| panic!("{error}"))
    };
    let employee = |day| kinds[2].normalise(&["001207", day]).unwrap_or_else(|e| panic!("{e}"));
    for (epoch, day) in [(Epoch::Year1900, "1985-04-01"), (Epoch::Year1904, "1989-04-02")] {
        let read = row(["001207.0", "", "", "患者", "31138"], epoch);
        assert!(read.identifiers == [(2, employee(day))]);
        assert_eq!(read.group, GroupOfRow::One(1));
        assert_eq!((read.rejected.len(), read.warned.len()), (0, 1));
        assert_eq!((read.warned[0].column, read.warned[0].warning), (4, reasons::SERIAL_DATE));
    }
    let read = row(["1.2E+5", "", "", "患者?", "#N/A"], Epoch::Year1900);
    assert!(read.identifiers.is_empty() && !read.tells_people_apart);
    assert_eq!(read.group, GroupOfRow::Unknown);
    let reasons: Vec<_> = read.rejected.iter().map(|cell| (cell.column, cell.reason)).collect();
    let due = [
        (3, reasons::GROUP_UNKNOWN),
        (0, reasons::DIGITS_LOST),
        (4, reasons::COMPOSITE_INCOMPLETE),
    ];
    assert_eq!(reasons, due);
    assert!(read.rejected.iter().all(|cell| cell.row == 7));
    // No problem, and no warning, where nothing was asked.
    let read = row(["", "", "", "staff", ""], Epoch::Year1900);
    assert_eq!((read.rejected.len(), read.warned.len()), (0, 0));
    assert_eq!(read.group, GroupOfRow::One(0));
    // A key that says nothing makes nobody one person with others.
    let by_key = assigned(&NAMES, &["id=key", "email=ignore"], "");
    let keys = ["-", "N/A", "#REF!", ""].map(|key| {
        let kinds = &kinds[..];
        let (columns, composites) = (&by_key[..], &[][..]);
        let context =
            Context { columns, composites, kinds, epoch: Epoch::Year1900, groups: &groups };
        let cells = strings(&[key, "", "", "", "memo"]);
        let read = ReadRow::read(7, &cells, &context).unwrap_or_else(|error| panic!("{error}"));
        (read.tells_people_apart, read.rejected.len())
    });
    assert_eq!(keys, [(false, 0), (false, 0), (false, 1), (false, 0)]);
}
