//! Every rule for fields of composite kinds.

use super::{field, without_midnight};
use crate::{
    reasons::{CELL_ERROR, DATE_ZONE, DIGITS_LOST, SERIAL_DATE, TIME_DROPPED},
    source::Epoch,
};
use shirabe_protocol::identifier::FieldForm;

/// What `n1` makes of the field's text, and the warning.
fn canonical(
    cell: &str,
    form: FieldForm,
    epoch: Epoch,
) -> Result<(String, Option<&'static str>), &'static str> {
    let field = field(cell, form, epoch)?;
    let text = form.canonical(&field.text).map_err(|error| error.code())?;
    Ok((text, field.warning))
}

fn day(cell: &str) -> Result<(String, Option<&'static str>), &'static str> {
    canonical(cell, FieldForm::Date, Epoch::Year1900)
}

#[test]
fn serial_numbers_of_both_epochs() {
    for (serial, from_1900, from_1904) in [
        ("1", Some("1900-01-01"), Some("1904-01-02")),
        ("31", Some("1900-01-31"), Some("1904-02-01")),
        ("32", Some("1900-02-01"), Some("1904-02-02")),
        ("59", Some("1900-02-28"), Some("1904-02-29")),
        ("60", None, Some("1904-03-01")),
        ("61", Some("1900-03-01"), Some("1904-03-02")),
        ("366", Some("1900-12-31"), Some("1905-01-01")),
        ("367", Some("1901-01-01"), Some("1905-01-02")),
        ("1462", Some("1904-01-01"), Some("1908-01-02")),
        ("31138", Some("1985-04-01"), Some("1989-04-02")),
        ("29676", Some("1981-03-31"), Some("1985-04-01")),
        ("36585", Some("2000-02-29"), Some("2004-03-01")),
        ("71588", Some("2095-12-30"), Some("2099-12-31")),
        ("73050", Some("2099-12-31"), None),
        ("73051", None, None),
        ("0", None, None),
    ] {
        for (epoch, due) in [(Epoch::Year1900, from_1900), (Epoch::Year1904, from_1904)] {
            for cell in [serial.to_owned(), format!("{serial}.0"), format!(" {serial} ")] {
                let read = canonical(&cell, FieldForm::Date, epoch);
                let due = due.map(|day| (day.to_owned(), Some(SERIAL_DATE)));
                assert_eq!(read, due.ok_or("date-calendar"), "{cell}, {epoch:?}");
            }
        }
    }
    assert_eq!(day("３１１３８"), Ok(("1985-04-01".into(), Some(SERIAL_DATE))));
    assert_eq!(day("31138.5"), Ok(("1985-04-01".into(), Some(SERIAL_DATE))));
}

#[test]
fn times_behind_a_day() {
    for cell in [
        "1985-04-01T00:00:00",
        "1985/4/1 0:00",
        "1985-04-01 00:00:00",
        "1985-04-01 00:00:00.000",
        "昭和60年4月1日 0:00",
        "1985/4/1 12:00:00 AM",
        "1985/4/1 午前 0:00",
        "1985-04-01T00:00:00+09:00",
        "1985-04-01",
        "S60.4.1",
        "'1985/4/1",
        "=\"1985/4/1\"",
        "19850401",
        "19850401.0",
        " 1985 - 4 - 1 ",
        "１９８５／４／１　０：００",
    ] {
        assert_eq!(day(cell), Ok(("1985-04-01".into(), None)), "{cell}");
    }
    for cell in [
        "1985-04-01T12:30:00",
        "1985/4/1 9:05",
        "1985/4/1 23:59:59",
        "1985/4/1 午後 0:00",
        "1985/4/1 12:00:00 PM",
        "1985/4/1 1:00 AM",
    ] {
        assert_eq!(day(cell), Ok(("1985-04-01".into(), Some(TIME_DROPPED))), "{cell}");
    }
    // Midnight in Japan, written in another zone: the day before.
    assert_eq!(day("1985-03-31T15:00:00Z"), Err(DATE_ZONE));
}

#[test]
fn what_is_no_day_is_refused() {
    for (cell, reason) in [
        // A year is no serial number.
        ("1985", "date-form"),
        ("1985.0", "date-form"),
        ("2024", "date-form"),
        ("4/1/1985", "date-form"),
        ("1985/4/1 25:00", "date-form"),
        ("1985/4/1 0:0", "date-form"),
        ("1985/4/1 x:00", "date-form"),
        ("12:00", "date-form"),
        ("600401", "date-form"),
        ("-5", "date-form"),
        ("昭和64年2月30日", "date-calendar"),
        ("3.1138E+04", DIGITS_LOST),
        ("#VALUE!", CELL_ERROR),
    ] {
        assert_eq!(day(cell), Err(reason), "{cell}");
    }
}

#[test]
fn numbers_of_other_programs() {
    let code = FieldForm::NumberCode { width: 8, pad: true };
    let digits = FieldForm::Digits { min: 4, max: 8 };
    let read = |cell: &str, form| canonical(cell, form, Epoch::Year1900).map(|(text, _)| text);
    for cell in ["1234", "1234.0", "'00001234", "0000-1234", "１２３４．０", "=\"00001234\""]
    {
        assert_eq!(read(cell, code).as_deref(), Ok("00001234"), "{cell}");
    }
    for cell in ["001234", "001234.0", "'001234"] {
        assert_eq!(read(cell, digits).as_deref(), Ok("001234"), "{cell}");
    }
    assert_eq!(read("12E45678", code).as_deref(), Ok("12E45678"));
    for (cell, form, reason) in [
        ("1.23E+07", code, DIGITS_LOST),
        ("1E+07", digits, DIGITS_LOST),
        ("1234.5", code, "number-code-character"),
        ("1234.5", digits, "digits-character"),
        ("#REF!", code, CELL_ERROR),
        ("不明", code, "input-empty"),
        ("-", digits, "input-empty"),
    ] {
        assert_eq!(read(cell, form), Err(reason), "{cell}");
    }
    let kana = |cell| read(cell, FieldForm::KanaName);
    assert_eq!(kana("ﾔﾏﾀﾞ ﾀﾛｳ").as_deref(), Ok("ヤマダタロウ"));
    assert_eq!(kana("やまだ　たろう").as_deref(), Ok("ヤマダタロウ"));
    assert_eq!(kana("山田"), Err("kana-character"));
}

#[test]
fn midnight_is_left_out_and_nothing_else() {
    for (text, due) in [
        ("1985-04-01T00:00:00", "1985-04-01"),
        ("1985/4/1 0:00", "1985/4/1"),
        ("1985-04-01T12:30:00", "1985-04-01T12:30:00"),
        ("1985-04-01T00:00:00Z", "1985-04-01T00:00:00Z"),
        ("a: b", "a: b"),
        ("", ""),
    ] {
        assert_eq!(without_midnight(text), due);
    }
}
