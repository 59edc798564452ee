//! `requests`: whom the desk's requests are about. The server names people by handles, which only
//! the list secret can make; so the rows are found here, and the server never learns an address.

use crate::{
    errors::OperatorError,
    list::{self, check_name, refused, stem, step, writing_pass},
    progress::Progress,
    work_folder::{self, WorkFolder},
};
use shirabe_contacts::{
    Asked, ContactsError, ListFile, Mapping, MappingFile, ReadOptions,
    writing::{BOM, csv_writer, write_record},
};
use shirabe_protocol::letter_code::ListSecret;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs::File,
    io::{Error, Write},
    path::{Path, PathBuf},
};

/// Columns of the server's export.
const COLUMNS: [&str; 3] = ["request", "record", "purpose"];
/// Columns before those of the list.
const HEADINGS: [&str; 2] = ["request", "purpose"];

/// Which requests, and in which list their people are.
#[derive(Debug)]
pub struct RequestsOptions {
    /// As the page of the requests exports them.
    pub requests: PathBuf,
    pub list: PathBuf,
    pub incident: String,
    /// As at the import: what a column holds decides who is one person.
    pub mappings: Vec<Mapping>,
    pub mapping_file: Option<PathBuf>,
    pub asked: Asked,
    /// `shirabe-<incident>` beside the list, if not given.
    pub work: Option<PathBuf>,
}

/// What was found.
#[derive(Debug)]
pub struct RequestsReport {
    /// The rows, each after its request.
    pub written: PathBuf,
    pub requests: usize,
    /// Numbers of the requests of nobody in the list.
    pub missing: Vec<String>,
}

impl RequestsReport {
    pub fn is_complete(&self) -> bool {
        self.missing.is_empty()
    }
}

/// A request: its number and purpose.
type Request = (String, String);

/// Writes each request with the row of its person, or rows where the list has several.
///
/// # Errors
/// [`OperatorError`].
pub fn run(
    options: &RequestsOptions,
    progress: &dyn Progress,
) -> Result<RequestsReport, OperatorError> {
    check_name(&options.incident)?;
    let by_handle = read_requests(&options.requests)?;
    let folder = options
        .work
        .clone()
        .unwrap_or_else(|| work_folder::beside(&options.list, &options.incident));
    let (work, secret, mut file) = open(options, &folder)?;
    let name = format!("answers-{}.csv", stem(&options.requests));
    let (written, found) = write(&work, &name, &mut file, &secret, &by_handle)?;
    let all = by_handle.values().flatten();
    let missing: Vec<String> =
        all.clone().map(|(number, _)| number.clone()).filter(|one| !found.contains(one)).collect();
    let requests = all.count();
    progress.say(&format!(
        "{} of {} found in the list: {} (it holds personal data)",
        requests - missing.len(),
        list::many(requests as u64, "request"),
        written.display()
    ));
    if !missing.is_empty() {
        progress.say(&format!("Of nobody in this list: {}", missing.join(", ")));
        progress.say(
            "Is it the list that was loaded, with all of its columns and the same --map or \
             --mapping? People who were taken out of it are not found either.",
        );
    }
    Ok(RequestsReport { written, requests, missing })
}

/// Requests by the handle of their person.
fn read_requests(path: &Path) -> Result<BTreeMap<[u8; 16], Vec<Request>>, OperatorError> {
    let wrong = |problem: String| OperatorError::List {
        problem,
        advice: "Export the requests anew from their page, and do not change the file.",
    };
    let text = list::read_text("read the requests", path)?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().map_err(|_| wrong("the requests cannot be read".into()))?;
    if header.iter().ne(COLUMNS) {
        return Err(wrong(format!("the requests need the columns {}", COLUMNS.join(", "))));
    }
    let mut by_handle: BTreeMap<_, Vec<Request>> = BTreeMap::new();
    for (row, record) in (2..).zip(reader.records()) {
        let record = record.map_err(|_| wrong(format!("row {row} of the requests is cut off")))?;
        let mut handle = [0; 16];
        let read = hex::decode_to_slice(&record[1], &mut handle);
        if read.is_err() || record[0].is_empty() {
            return Err(wrong(format!("row {row} of the requests names no record")));
        }
        by_handle.entry(handle).or_default().push((record[0].into(), record[2].into()));
    }
    Ok(by_handle)
}

fn open(
    options: &RequestsOptions,
    folder: &Path,
) -> Result<(WorkFolder, ListSecret, ListFile<File>), OperatorError> {
    let unknown = || OperatorError::List {
        problem: format!("{} is not the work folder of an import", folder.display()),
        advice: "Name the folder of the import with --work. If it is of an earlier version of \
                 this program, run `import --dry-run` once more with the same list.",
    };
    if !folder.is_dir() {
        return Err(unknown());
    }
    let work = WorkFolder::open(folder)?;
    let pinned = work.pinned()?.ok_or_else(unknown)?;
    if pinned.slug != options.incident {
        return Err(OperatorError::List {
            problem: format!("{} belongs to the incident {}", folder.display(), pinned.slug),
            advice: "Name the folder of this incident with --work.",
        });
    }
    let known = work.known_kinds()?.ok_or_else(unknown)?;
    let secret = work.known_list_secret()?.ok_or_else(unknown)?;
    let source =
        File::open(&options.list).map_err(OperatorError::file("read the list", &options.list))?;
    let mapping_file = match &options.mapping_file {
        Some(path) => {
            let text = list::read_text("read the mapping file", path)?;
            Some(MappingFile::parse(&text).map_err(|error| refused(&error.into()))?)
        }
        None => None,
    };
    let reading = ReadOptions {
        asked: options.asked.clone(),
        mappings: options.mappings.clone(),
        mapping_file,
    };
    let file = ListFile::open(source, known.kinds, &known.groups, &reading, &mut |_| {});
    Ok((work, secret, file.map_err(|error| refused(&error))?))
}

enum Failed {
    Reading(ContactsError),
    Writing(Error),
}

/// Gives the file and the numbers of the requests whose person was found.
fn write(
    work: &WorkFolder,
    name: &str,
    file: &mut ListFile<File>,
    secret: &ListSecret,
    by_handle: &BTreeMap<[u8; 16], Vec<Request>>,
) -> Result<(PathBuf, BTreeSet<String>), OperatorError> {
    let mut found = BTreeSet::new();
    let written = work.write_with(
        name,
        |target| {
            target.write_all(BOM).map_err(Failed::Writing)?;
            let mut writer = csv_writer(target);
            let header = HEADINGS.into_iter().chain(file.header().iter().map(String::as_str));
            write_record(&mut writer, header).map_err(Failed::Writing)?;
            let passed = writing_pass(|failed| {
                file.for_each_written_row(&mut |row| {
                    let asked = by_handle.get(&secret.person_handle(row.key));
                    let rows = asked.into_iter().flatten().try_for_each(|(number, purpose)| {
                        found.insert(number.clone());
                        let own = row.cells.iter().map(String::as_str);
                        let cells = [number.as_str(), purpose.as_str()].into_iter().chain(own);
                        write_record(&mut writer, cells)
                    });
                    step(rows, failed)
                })
            });
            passed.map_err(Failed::Reading)?.map_err(Failed::Writing)?;
            writer.flush().map_err(Failed::Writing)
        },
        |error, _| Failed::Writing(error),
    );
    let written = written.map_err(|failed| match failed {
        Failed::Reading(error) => refused(&error),
        Failed::Writing(error) => OperatorError::file("write", work.path().join(name))(error),
    })?;
    Ok((written, found))
}
