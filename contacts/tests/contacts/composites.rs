//! Kinds made of several fields, each with a column of its own.

use crate::support::{SmallList, read};
use shirabe_contacts::{COMPOSITE_INCOMPLETE, ContactsError, Mapping, MappingError, Use};
use shirabe_protocol::identifier::{Field, FieldForm, Form, Kind, NormalizedIdentifier};

const SYMBOL: FieldForm = FieldForm::NumberCode { width: 8, pad: true };
const NUMBER: FieldForm = FieldForm::NumberCode { width: 7, pad: true };
const EMPLOYEE: FieldForm = FieldForm::Digits { min: 4, max: 6 };

fn composite(name: &str, fields: &[(&str, FieldForm)]) -> Kind {
    let field = |(name, form): &(&str, FieldForm)| Field { name: (*name).into(), form: *form };
    Kind { name: name.into(), form: Form::Composite { fields: fields.iter().map(field).collect() } }
}

fn kinds() -> Vec<Kind> {
    vec![
        composite(
            "insurance",
            &[("symbol", SYMBOL), ("number", NUMBER), ("birth-date", FieldForm::Date)],
        ),
        Kind::code(),
        composite("employee", &[("number", EMPLOYEE), ("birth-date", FieldForm::Date)]),
    ]
}

const INSURANCE: [&str; 2] = ["記号=insurance.symbol", "番号=insurance.number"];

fn list(text: &str, mappings: &[&str]) -> Result<SmallList, ContactsError> {
    let mappings: Vec<Mapping> = mappings
        .iter()
        .map(|text| Mapping::parse(text).unwrap_or_else(|error| panic!("{text}: {error}")))
        .collect();
    read(text.as_bytes(), &kinds(), &mappings, None)
}

fn sound(text: &str, mappings: &[&str]) -> SmallList {
    list(text, mappings).unwrap_or_else(|error| panic!("{error}"))
}

fn insurance(fields: [&str; 3]) -> (usize, NormalizedIdentifier) {
    (0, kinds()[0].normalise(&fields).unwrap_or_else(|error| panic!("{error}")))
}

fn employee(fields: [&str; 2]) -> (usize, NormalizedIdentifier) {
    (2, kinds()[2].normalise(&fields).unwrap_or_else(|error| panic!("{error}")))
}

fn rejected(list: &SmallList) -> Vec<(usize, &str, &str)> {
    let name = |column: usize| list.columns[column].name.as_str();
    list.rejected.iter().map(|cell| (cell.row, name(cell.column), cell.reason)).collect()
}

/// Columns in another order than the fields, eaten zeros, other widths, eras, separators.
#[test]
fn however_the_cells_are_written_it_is_one_identifier() {
    let due = insurance(["01130012", "0000412", "1985-04-01"]);
    for (day, number, symbol) in [
        ("1985-04-01", "0000412", "01130012"),
        ("1985/4/1", "412", "1130012"),
        ("１９８５年４月１日", "４１２", "０１１３００１２"),
        ("昭和60年4月1日", " 0412 ", "0113-0012"),
        ("S60.4.1", "00000412", "001130012"),
        ("s60-4-1", "412\u{3000}", "１１３ー００１２"),
        ("19850401", "０００４１２", "1130012"),
    ] {
        let list =
            sound(&format!("氏名,生年月日,番号,記号\n見本,{day},{number},{symbol}\n"), &INSURANCE);
        assert_eq!(rejected(&list), [], "{day}, {number}, {symbol}");
        assert!(list.people[0].identifiers[..] == [due.clone()], "{day}, {number}, {symbol}");
    }
}

#[test]
fn a_cell_that_cannot_be_read_or_is_empty_is_named() {
    let cases = [
        // Symbol, number, birth date, what is reported.
        ("123456789", "412", "1985/4/1", vec![("記号", "number-code-length")]),
        ("113", "41?", "1985/4/1", vec![("番号", "number-code-character")]),
        ("113", "412", "4/1/1985", vec![("生年月日", "date-form")]),
        ("113", "412", "昭和64年2月30日", vec![("生年月日", "date-calendar")]),
        ("113", "412", "", vec![("生年月日", COMPOSITE_INCOMPLETE)]),
        ("113", "", "1985/4/1", vec![("番号", COMPOSITE_INCOMPLETE)]),
        ("-", "412", "-", vec![("記号", COMPOSITE_INCOMPLETE), ("生年月日", COMPOSITE_INCOMPLETE)]),
        (
            "",
            "41?",
            "1985",
            vec![
                ("記号", COMPOSITE_INCOMPLETE),
                ("番号", "number-code-character"),
                ("生年月日", "date-form"),
            ],
        ),
        ("", "", "1985/4/1", vec![("記号", COMPOSITE_INCOMPLETE), ("番号", COMPOSITE_INCOMPLETE)]),
        // Nothing at all is nothing wrong: only a letter finds this person.
        ("", "－", " ", vec![]),
    ];
    for (symbol, number, day, due) in cases {
        let text =
            format!("氏名,記号,番号,生年月日\n見本,113,1,1985/4/1\n例,{symbol},{number},{day}\n");
        let list = sound(&text, &INSURANCE);
        let due: Vec<_> = due.into_iter().map(|(column, reason)| (3, column, reason)).collect();
        assert_eq!(rejected(&list), due, "{symbol}, {number}, {day}");
        assert_eq!((list.people.len(), list.without_identifier), (2, 1));
        assert!(list.people[1].identifiers.is_empty(), "{symbol}, {number}, {day}");
    }
}

#[test]
fn one_column_serves_two_kinds_and_the_key() {
    let mappings = [
        "社員番号=key",
        "社員番号=employee.number",
        "記号=insurance.symbol",
        "番号=insurance.number",
        "生年月日=insurance.birth-date",
        "生年月日=employee.birth-date",
    ];
    let text = "社員番号,記号,番号,生年月日\n\
                001207,113,412,H1.1.8\n\
                001210,,,平成元年１月９日\n\
                001213,114,413,H1-13-1\n\
                ,115,414,\n";
    let list = sound(text, &mappings);
    assert_eq!(&list.people[0].person_key[..], b"001207");
    let both = [insurance(["113", "412", "1989-01-08"]), employee(["001207", "1989-01-08"])];
    assert!(list.people[0].identifiers[..] == both);
    // Not insured: the birth date is there for the other kind, and nothing is missing.
    assert!(list.people[1].identifiers[..] == [employee(["001210", "1989-01-09"])]);
    let due = [(4, "生年月日", "date-calendar"), (5, "生年月日", COMPOSITE_INCOMPLETE)];
    assert_eq!(rejected(&list), due);
    assert_eq!(list.columns[0].uses, [Use::Key, Use::Field { kind: 2, field: 0 }]);
    assert_eq!(
        list.columns[3].uses,
        [Use::Field { kind: 0, field: 2 }, Use::Field { kind: 2, field: 1 }]
    );
    let named = list.columns[3].uses.iter().map(|used| used.target(&kinds()));
    assert_eq!(named.collect::<Vec<_>>(), ["insurance.birth-date", "employee.birth-date"]);
}

#[test]
fn a_birth_date_is_known_by_its_heading_where_the_rest_is_mapped() {
    let birth_dates = |header: &str, mappings: &[&str]| -> Vec<String> {
        let list = sound(&format!("{header}\n"), mappings);
        let used = list.columns.iter().flat_map(|column| {
            assert!(column.mapped() || !column.uses.contains(&Use::Key));
            let fields = column.uses.iter().map(|used| used.target(&kinds()));
            fields.map(|target| format!("{}={target}", column.name)).collect::<Vec<_>>()
        });
        used.filter(|target| target.ends_with("birth-date")).collect()
    };
    assert_eq!(
        birth_dates("記号,番号,Date of birth,受診日", &INSURANCE),
        ["Date of birth=insurance.birth-date"]
    );
    let both = [INSURANCE[0], INSURANCE[1], "社員番号=employee.number"];
    assert_eq!(
        birth_dates("記号,番号,社員番号,生年月日", &both),
        ["生年月日=insurance.birth-date", "生年月日=employee.birth-date"]
    );
    // Mapped: the heading does not count any more.
    let other = [INSURANCE[0], INSURANCE[1], "登録日=insurance.birth-date"];
    assert_eq!(birth_dates("記号,番号,生年月日,登録日", &other), ["登録日=insurance.birth-date"]);
    // None of the other fields is mapped: the heading alone makes no kind.
    assert_eq!(birth_dates("社員番号,生年月日", &["社員番号=key"]), [""; 0]);
}

#[test]
fn two_spellings_of_one_row_are_one_person() {
    let text = "氏名,記号,番号,生年月日\n\
                見本,01130012,0000412,1985-04-01\n\
                見本,1130012,412,S60.4.1\n\
                見本,1130012,412,S60.4.2\n";
    let list = sound(text, &INSURANCE);
    assert_eq!((list.people.len(), list.duplicates), (2, 1));
    assert_eq!(list.shared_identifiers, 0);
}

#[test]
fn mapping_errors_list_what_there_is() {
    let text = "記号,番号,生年月日,生年月日,登録日\n";
    let said = |mappings: &[&str]| match list(text, mappings) {
        Err(ContactsError::Mapping(error)) => error.to_string(),
        other => panic!("{other:?}"),
    };
    for (mappings, due) in [
        (
            vec!["記号=insurance"],
            "kind insurance has several fields, each with a column of its own: write \
             insurance.symbol, insurance.number, insurance.birth-date",
        ),
        (
            vec!["記号=insurance.sign"],
            "kind insurance has no field sign; it has symbol, number, birth-date",
        ),
        (
            vec!["記号=insured.symbol"],
            "this incident has no kind insured; it has insurance.symbol, insurance.number, \
             insurance.birth-date, code, employee.number, employee.birth-date, and key, group and ignore",
        ),
        (
            vec!["記号=insurance.symbol", "登録日=insurance.birth-date"],
            "kind insurance needs a column for each of its fields; there is none yet for \
             insurance.number; the columns are 記号, 番号, 生年月日, 生年月日 (2), 登録日",
        ),
        // Two columns bear the heading of a birth date: neither is guessed.
        (
            INSURANCE.to_vec(),
            "kind insurance needs a column for each of its fields; there is none yet for \
             insurance.birth-date; the columns are 記号, 番号, 生年月日, 生年月日 (2), 登録日",
        ),
        (
            vec!["記号=insurance.symbol", "番号=insurance.symbol"],
            "columns 記号, 番号 are all mapped to insurance.symbol: a field has one column",
        ),
        (
            vec!["記号=insurance.symbol", "記号=insurance.symbol"],
            "column 記号 is mapped to insurance.symbol more than once",
        ),
        (
            vec!["記号=insurance.symbol", "記号=ignore"],
            "column 記号 is mapped to ignore and to something besides",
        ),
    ] {
        assert_eq!(said(&mappings), due);
    }
    let error = list(text, &[]).unwrap_err();
    assert!(matches!(
        &error,
        ContactsError::NoIdentifierColumn { targets, .. } if targets.len() == 6
    ));
    assert!(error.to_string().contains("insurance.symbol, insurance.number"), "{error}");
    assert!(matches!(
        employee_without_number(),
        MappingError::IncompleteKind { missing, .. } if missing == ["employee.number"]
    ));
}

fn employee_without_number() -> MappingError {
    match list("社員番号,生年月日\n", &["生年月日=employee.birth-date"]) {
        Err(ContactsError::Mapping(error)) => error,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_file_without_a_header_row_is_refused() {
    for first in ["見本,113,1985/4/1", "見本,0113012,例", "見本,H1.1.8,例", "見本,０００１２,例"]
    {
        let error = list(&format!("{first}\n例,2,3\n"), &[]).unwrap_err();
        assert_eq!(error, ContactsError::HeaderLooksLikeData, "{first}");
    }
    // Years and names in kana are headings.
    let error = list("2024,ヤマダ,1\n1,2,3\n", &[]).unwrap_err();
    assert!(matches!(error, ContactsError::NoIdentifierColumn { .. }));
}
