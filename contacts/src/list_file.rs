//! One file of contacts, opened: what it is, what its columns are, and its rows as often as they
//! are needed. The rows themselves are never kept.

use crate::{
    assignment, cells,
    collection::{Collector, ContactList},
    columns::{ColumnUse, CompositeColumns, Mapping, Use},
    content::SAMPLE_ROWS,
    error::ContactsError,
    folding,
    groups::Groups,
    mapping_file::{FileOptions, MappingFile},
    people::{PersonKey, PersonKeys},
    rows::{Context, ReadRow},
    source::{self, Asked, FileFacts, Scanned},
};
use shirabe_protocol::{
    identifier::{Form, Kind},
    letter_code::ListSecret,
};
use std::{
    io::{Read, Seek},
    ops::ControlFlow,
};

/// Examples shown for a column.
const EXAMPLES: usize = 2;

/// What the caller says of a file, beyond what it says itself.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    pub asked: Asked,
    /// With `--map`.
    pub mappings: Vec<Mapping>,
    pub mapping_file: Option<MappingFile>,
}

/// A file that can be read again and again. Without Debug: it holds a person's data.
pub struct ListFile<R> {
    source: R,
    scanned: Scanned,
    layout: Layout,
    samples: Vec<Vec<String>>,
}

/// What the cells of every row are read by.
struct Layout {
    kinds: Vec<Kind>,
    columns: Vec<ColumnUse>,
    composites: Vec<CompositeColumns>,
    groups: Groups,
    group_names: Vec<String>,
    epoch: source::Epoch,
}

impl Layout {
    fn context(&self) -> Context<'_> {
        Context {
            columns: &self.columns,
            composites: &self.composites,
            kinds: &self.kinds,
            epoch: self.epoch,
            groups: &self.groups,
        }
    }
}

/// One row as it is written, for the organisation's own files.
pub struct WrittenRow<'a> {
    /// As many as the header has.
    pub cells: &'a [String],
    pub key: &'a PersonKey,
    pub read: &'a ReadRow,
    /// The row has fewer cells than the header, or more that say something.
    pub uneven: bool,
}

/// How a cell was understood. Identifying; for the screen of whoever has the list.
pub struct Example {
    pub written: String,
    pub understood: String,
}

impl<R: Read + Seek> ListFile<R> {
    /// Looks through the whole file and at its first rows. `groups` are the incident's, in its
    /// order; every byte of the file is given to `observe`.
    ///
    /// # Errors
    /// [`ContactsError`] where the file as a whole cannot be trusted.
    pub fn open(
        mut source: R,
        kinds: Vec<Kind>,
        groups: &[String],
        options: &ReadOptions,
        observe: &mut dyn FnMut(&[u8]),
    ) -> Result<Self, ContactsError> {
        let file = options.mapping_file.as_ref();
        let asked = match file {
            Some(file) => file.asked(&options.asked)?,
            None => options.asked.clone(),
        };
        let groups_by_word = Groups::new(groups, file)?;
        let scanned = source::scan(&mut source, &asked, observe)?;
        let mut samples = Vec::new();
        source::for_each_row(&mut source, &scanned, &mut |row| {
            samples.push(row.cells.clone());
            let enough = samples.len() >= SAMPLE_ROWS;
            Ok(if enough { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
        })?;
        let mappings = assignment::Mappings { given: &options.mappings, file };
        let columns = assignment::assign(
            &scanned.header.cells,
            &scanned.header.names,
            &kinds,
            mappings,
            &samples,
        )?;
        let layout = Layout {
            composites: CompositeColumns::of(&columns, &kinds),
            columns,
            kinds,
            groups: groups_by_word,
            group_names: groups.to_vec(),
            epoch: scanned.facts.epoch,
        };
        Ok(Self { source, scanned, layout, samples })
    }

    pub fn facts(&self) -> &FileFacts {
        &self.scanned.facts
    }

    pub fn columns(&self) -> &[ColumnUse] {
        &self.layout.columns
    }

    pub fn kinds(&self) -> &[Kind] {
        &self.layout.kinds
    }

    /// What a column can be mapped to: each kind, or each field of a kind that has several.
    pub fn targets(&self) -> Vec<String> {
        assignment::targets(&self.layout.kinds)
    }

    /// What the file was read as, to be saved for the next one of the same making: its columns,
    /// and what was asked of it.
    pub fn mapping_file(&self, options: &ReadOptions) -> MappingFile {
        let given = options.mapping_file.as_ref();
        MappingFile {
            groups: given.map(|file| file.groups.clone()).unwrap_or_default(),
            file: FileOptions::of(&options.asked, given.map(|file| &file.file)),
            ..MappingFile::of(&self.layout.columns, &self.layout.kinds)
        }
    }

    /// The header as written, trailing empty cells left out.
    pub fn header(&self) -> &[String] {
        &self.scanned.header.cells
    }

    /// Whether a column says which group a row belongs to.
    pub fn has_group_column(&self) -> bool {
        self.columns().iter().any(|column| column.uses.contains(&Use::Group))
    }

    /// The first cells of a column that could be read, and what was understood.
    pub fn examples(&self, column: usize) -> Vec<Example> {
        let of = |cells: &Vec<String>| {
            let written = cells.get(column)?;
            let uses = &self.columns()[column].uses;
            let understood = uses.iter().find_map(|used| self.understood(*used, written))?;
            Some(Example { written: written.clone(), understood })
        };
        self.samples.iter().filter_map(of).take(EXAMPLES).collect()
    }

    fn understood(&self, used: Use, cell: &str) -> Option<String> {
        let text = match used {
            Use::Kind(kind) => {
                let read = cells::read(cell, &self.layout.kinds[kind]);
                read.identifiers.iter().flat_map(|i| i.fields()).collect::<Vec<_>>().join(", ")
            }
            Use::Field { kind, field } => {
                let kind = &self.layout.kinds[kind];
                let Form::Composite { fields } = &kind.form else { return None };
                let text = cells::field(cell, fields.get(field)?.form, self.layout.epoch).ok()?;
                kind.canonical_field(field, &text.text).ok()?
            }
            Use::Key | Use::Group => folding::cell(cell),
        };
        (!text.is_empty()).then_some(text)
    }

    /// Reads all rows into a list. `group` is that of rows where no column says one.
    ///
    /// # Errors
    /// [`ContactsError`]: the file changed, cannot be read to its end, or has rows of no known
    /// group.
    pub fn collect(
        &mut self,
        secret: &ListSecret,
        group: Option<u8>,
    ) -> Result<ContactList, ContactsError> {
        let Self { source, scanned, layout, .. } = self;
        let context = layout.context();
        let groups = layout.group_names.len();
        let mut collector = Collector::new(secret, &layout.kinds, group, groups);
        source::for_each_row(source, scanned, &mut |row| {
            let read = ReadRow::read(row.number, &row.cells, &context)?;
            collector.add(read, row.uneven)?;
            Ok(ControlFlow::Continue(()))
        })?;
        collector.finish()
    }

    /// Every row as written, with its person's key, from the first to the last or until `visit`
    /// breaks off.
    ///
    /// # Errors
    /// As [`Self::collect`].
    pub fn for_each_written_row(
        &mut self,
        visit: &mut dyn FnMut(WrittenRow<'_>) -> ControlFlow<()>,
    ) -> Result<(), ContactsError> {
        let Self { source, scanned, layout, .. } = self;
        let context = layout.context();
        let mut keys = PersonKeys::default();
        source::for_each_row(source, scanned, &mut |row| {
            let read = ReadRow::read(row.number, &row.cells, &context)?;
            let key = keys.of(&read.key, read.tells_people_apart);
            Ok(visit(WrittenRow { cells: &row.cells, key: &key, read: &read, uneven: row.uneven }))
        })
    }
}
