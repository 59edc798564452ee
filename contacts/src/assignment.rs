//! Which column is what: by its heading and its cells, overruled column by column with a mapping
//! file, and that with `--map`.

use crate::{
    cells,
    columns::{ColumnUse, Mapping, OWN_HEADINGS, Source, Target, Use, field_names},
    content,
    error::{ContactsError, MappingError},
    folding,
    headings::{self, Promise},
    mapping_file::MappingFile,
};
use shirabe_protocol::identifier::{FieldForm, Form, Kind};

/// What was said about the columns.
#[derive(Clone, Copy, Default)]
pub(crate) struct Mappings<'list> {
    /// With `--map`.
    pub(crate) given: &'list [Mapping],
    pub(crate) file: Option<&'list MappingFile>,
}

/// What a column is used as, for each column. `header` is as written, `names` are all different;
/// `samples` are the first rows, [`content::SAMPLE_ROWS`] at most.
pub(crate) fn assign(
    header: &[String],
    names: &[String],
    kinds: &[Kind],
    mappings: Mappings<'_>,
    samples: &[Vec<String>],
) -> Result<Vec<ColumnUse>, ContactsError> {
    // First of all: the errors below name columns, and a person's data is no name.
    if header.iter().any(|cell| holds_identifier(cell, kinds)) {
        return Err(ContactsError::HeaderLooksLikeData);
    }
    let mut columns = mapped(names, kinds, mappings)?;
    for column in columns.iter_mut().filter(|c| OWN_HEADINGS.contains(&c.name.as_str())) {
        (column.uses, column.source) = (Vec::new(), Source::Ours);
    }
    let open = |column: &ColumnUse| !column.mapped() && column.source != Source::Ours;
    for (place, column) in columns.iter_mut().enumerate().filter(|(_, c)| open(c)) {
        let by_heading = by_heading(&column.name, kinds);
        let by_content = content::uses(place, &column.name, by_heading, kinds, samples);
        (column.uses, column.source) = match (by_heading, by_content) {
            (Some(used), told) if told.is_empty() => (vec![used], Source::Heading),
            (None, told) if told.is_empty() => (told, Source::None),
            (_, told) => (told, Source::Content),
        };
    }
    assign_birth_dates(&mut columns, kinds);
    check(&columns, kinds)?;
    // A code is made for every row; the other kinds have to stand in the file. Whoever maps a
    // column has looked at the file.
    let expected = kinds.iter().any(|kind| kind.form != Form::Code);
    let is_identifier = |used: &Use| matches!(used, Use::Kind(_) | Use::Field { .. });
    let found = columns.iter().any(|column| column.uses.iter().any(is_identifier));
    if expected && !found && !columns.iter().any(ColumnUse::mapped) {
        return Err(ContactsError::NoIdentifierColumn {
            columns: names.to_vec(),
            targets: targets(kinds),
        });
    }
    Ok(columns)
}

fn holds_identifier(cell: &str, kinds: &[Kind]) -> bool {
    let holds = |kind: &Kind| !cells::read(cell, kind).identifiers.is_empty();
    holds(&Kind::email())
        || kinds.iter().any(|kind| match &kind.form {
            Form::Composite { fields } => fields.iter().any(|field| holds_field(cell, field.form)),
            Form::Email | Form::Phone { .. } | Form::Code => holds(kind),
        })
}

/// A day, or a number longer than a year. A word may be a name in kana or a code of letters,
/// and is a heading all the same.
fn holds_field(cell: &str, form: FieldForm) -> bool {
    let digits = || cell.chars().map(folding::half_width).all(|c| c.is_ascii_digit());
    match form {
        FieldForm::KanaName => false,
        FieldForm::Date => form.canonical(cell).is_ok(),
        FieldForm::NumberCode { .. } | FieldForm::Digits { .. } => {
            cell.chars().count() > 4 && digits() && form.canonical(cell).is_ok()
        }
    }
}

/// What the mappings say; columns without one have no use yet.
fn mapped(
    names: &[String],
    kinds: &[Kind],
    mappings: Mappings<'_>,
) -> Result<Vec<ColumnUse>, MappingError> {
    let unused =
        |name: &String| ColumnUse { name: name.clone(), uses: Vec::new(), source: Source::None };
    let mut columns: Vec<ColumnUse> = names.iter().map(unused).collect();
    for mapping in mappings.given {
        let place = find(names, &mapping.column)?;
        map(&mut columns[place], mapping, kinds, Source::Mapping)?;
    }
    for mapping in mappings.file.iter().flat_map(|file| &file.columns) {
        let place = match find(names, &mapping.column) {
            Ok(place) => place,
            // A column that was of no use is gone: nothing is missed.
            Err(_) if mapping.target == Target::Ignore => continue,
            Err(error) => return Err(error),
        };
        // Of these there is one column at most, and `--map` named it.
        let is_single =
            !matches!(mapping.target, Target::Ignore | Target::Kind { field: None, .. });
        let overruled = columns[place].source == Source::Mapping
            || (is_single && mappings.given.iter().any(|given| given.target == mapping.target));
        if !overruled {
            map(&mut columns[place], mapping, kinds, Source::MappingFile)?;
        }
    }
    Ok(columns)
}

fn map(
    column: &mut ColumnUse,
    mapping: &Mapping,
    kinds: &[Kind],
    source: Source,
) -> Result<(), MappingError> {
    let used = target_use(&mapping.target, kinds)?;
    let name = || column.name.clone();
    match used {
        // Mapped before, and to be ignored now or then.
        None if column.mapped() => return Err(MappingError::IgnoredAndUsed { column: name() }),
        Some(_) if column.mapped() && column.uses.is_empty() => {
            return Err(MappingError::IgnoredAndUsed { column: name() });
        }
        Some(used) if column.uses.contains(&used) => {
            return Err(MappingError::Repeated { column: name(), target: mapping.target.words() });
        }
        used => column.uses.extend(used),
    }
    column.source = source;
    Ok(())
}

fn by_heading(name: &str, kinds: &[Kind]) -> Option<Use> {
    let promised = headings::promise(name)?;
    let kept = |kind: &Kind| match kind.form {
        Form::Email => promised == Promise::Email,
        Form::Phone { .. } => promised == Promise::Phone,
        Form::Code | Form::Composite { .. } => false,
    };
    kinds.iter().position(kept).map(Use::Kind)
}

/// A heading alone tells a birth date from other days; numbers have to be mapped. So it counts
/// only for kinds whose other fields are mapped, and only where one column bears it.
fn assign_birth_dates(columns: &mut [ColumnUse], kinds: &[Kind]) {
    let is_birth_date = |name: &str| headings::promise(name) == Some(Promise::BirthDate);
    let named = columns.iter().enumerate().filter(|(_, c)| !c.mapped() && is_birth_date(&c.name));
    let [place] = named.map(|(place, _)| place).collect::<Vec<_>>()[..] else { return };
    for (kind, declared) in kinds.iter().enumerate() {
        let Form::Composite { fields } = &declared.form else { continue };
        let dates: Vec<usize> = (fields.iter().enumerate())
            .filter(|(_, field)| field.form == FieldForm::Date)
            .map(|(position, _)| position)
            .collect();
        let [date] = dates[..] else { continue };
        let has_column = |field: usize| {
            columns.iter().any(|column| column.uses.contains(&Use::Field { kind, field }))
        };
        let others_mapped = (0..fields.len()).all(|field| has_column(field) != (field == date));
        if is_birth_date(&fields[date].name) && others_mapped {
            columns[place].uses.push(Use::Field { kind, field: date });
            columns[place].source = Source::Heading;
        }
    }
}

/// One key and one group at most; each composite kind with one column a field, or with none at all.
fn check(columns: &[ColumnUse], kinds: &[Kind]) -> Result<(), MappingError> {
    let used_as = |wanted: Use| -> Vec<String> {
        let wanted = columns.iter().filter(|column| column.uses.contains(&wanted));
        wanted.map(|column| column.name.clone()).collect()
    };
    let keys = used_as(Use::Key);
    if keys.len() > 1 {
        return Err(MappingError::SeveralKeys { columns: keys });
    }
    let groups = used_as(Use::Group);
    if groups.len() > 1 {
        return Err(MappingError::SeveralGroups { columns: groups });
    }
    for (kind, declared) in kinds.iter().enumerate() {
        let names = field_names(declared);
        let mut missing = Vec::new();
        for (field, name) in names.iter().enumerate() {
            let found = used_as(Use::Field { kind, field });
            let target = format!("{}.{name}", declared.name);
            match found.len() {
                0 => missing.push(target),
                1 => {}
                _ => return Err(MappingError::SeveralColumns { target, columns: found }),
            }
        }
        if (1..names.len()).contains(&missing.len()) {
            return Err(MappingError::IncompleteKind {
                kind: declared.name.clone(),
                missing,
                known: columns.iter().map(|column| column.name.clone()).collect(),
            });
        }
    }
    Ok(())
}

fn find(names: &[String], wanted: &str) -> Result<usize, MappingError> {
    let exact = names.iter().position(|name| name == wanted);
    let folded = headings::compact(wanted);
    let alike = || names.iter().position(|name| headings::compact(name) == folded);
    exact.or_else(alike).ok_or_else(|| MappingError::UnknownColumn {
        column: wanted.to_owned(),
        known: names.to_vec(),
    })
}

/// `None` is to be ignored.
fn target_use(target: &Target, kinds: &[Kind]) -> Result<Option<Use>, MappingError> {
    let (name, field) = match target {
        Target::Key => return Ok(Some(Use::Key)),
        Target::Group => return Ok(Some(Use::Group)),
        Target::Ignore => return Ok(None),
        Target::Kind { kind, field } => (kind, field),
    };
    let Some(kind) = kinds.iter().position(|known| known.name == *name) else {
        return Err(MappingError::UnknownKind { kind: name.clone(), known: targets(kinds) });
    };
    let known = field_names(&kinds[kind]);
    match field {
        None if known.is_empty() => Ok(Some(Use::Kind(kind))),
        None => Err(MappingError::FieldNeeded {
            kind: name.clone(),
            known: targets(&kinds[kind..=kind]),
        }),
        Some(wanted) => match known.iter().position(|field| field == wanted) {
            Some(field) => Ok(Some(Use::Field { kind, field })),
            None => {
                Err(MappingError::UnknownField { kind: name.clone(), field: wanted.clone(), known })
            }
        },
    }
}

/// What a column can be mapped to, besides key and ignore.
pub(crate) fn targets(kinds: &[Kind]) -> Vec<String> {
    let of_kind = |(place, kind): (usize, &Kind)| match &kind.form {
        Form::Composite { fields } => {
            (0..fields.len()).map(|field| Use::Field { kind: place, field }.target(kinds)).collect()
        }
        Form::Email | Form::Phone { .. } | Form::Code => vec![kind.name.clone()],
    };
    kinds.iter().enumerate().flat_map(of_kind).collect()
}

#[cfg(test)]
#[path = "assignment_tests.rs"]
mod tests;
