//! Files that should not be: each ends in a clear error, with little memory, and nothing of it
//! gets to the server.

use crate::lists::scene::{definition, list, run};
use shirabe_tests::deployment::{Deployment, OperatorRun};
use std::{
    fs::{self, File, OpenOptions},
    io::{BufWriter, Write},
    path::{Path, PathBuf},
    sync::{
        OnceLock,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

const SLUG: &str = "hostile-files";
/// Bytes that the tool may use on any of these files.
const MEMORY: u64 = 120 << 20;

fn deployment() -> &'static Deployment {
    static DEPLOYMENT: OnceLock<Deployment> = OnceLock::new();
    DEPLOYMENT.get_or_init(|| {
        let deployment = Deployment::start();
        deployment.apply(&definition(SLUG, &["email", "code"], 10));
        deployment
    })
}

fn path(name: &str) -> PathBuf {
    list(deployment(), name, "")
}

/// Imports the file; it must be refused with these words.
fn refused(file: &Path, words: &str) {
    let deployment = deployment();
    let folder = file.with_extension("run");
    fs::create_dir_all(&folder).unwrap();
    let import = || {
        let begun = Instant::now();
        let (output, peak) = run(deployment, "import", SLUG, file)
            .arguments(&["--yes", "--group", "members"])
            .watched(&folder);
        (output, peak, begun.elapsed())
    };
    // Some end before they can be looked at; on a busy machine others may too, once.
    let (output, peak) = (0..5)
        .map(|_| import())
        .find(|(_, peak, took)| peak.memory > 1 << 20 || *took < Duration::from_millis(300))
        .map(|(output, peak, _)| (output, peak))
        .expect("the memory was not seen");
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{errors}");
    assert!(errors.contains(words), "{words} is missing in {errors}");
    assert!(peak.memory < MEMORY, "{} MB for {}", peak.memory >> 20, file.display());
    let token = deployment.token_file(SLUG);
    let history = OperatorRun::with_token(deployment, "history", SLUG, &token).succeed();
    assert_eq!(history.trim(), "Loads:\nSets:", "something was loaded");
}

#[test]
fn two_gigabytes_of_nothing() {
    let file = path("sparse.csv");
    File::create(&file).unwrap().set_len(2 << 30).unwrap();
    refused(&file, "row 1");
    let named = path("sparse-with-header.csv");
    fs::write(&named, "name,email\nSato,sato@mail.example.jp\n").unwrap();
    OpenOptions::new().write(true).open(&named).unwrap().set_len(2 << 30).unwrap();
    refused(&named, "row 3");
}

#[test]
fn a_small_file_that_unfolds_into_a_large_one() {
    let file = path("bomb.xlsx");
    let mut zip = zip::ZipWriter::new(File::create(&file).unwrap());
    let options = zip::write::SimpleFileOptions::default();
    zip.start_file("xl/workbook.xml", options).unwrap();
    zip.write_all(b"<workbook><sheets><sheet name=\"a\" sheetId=\"1\"/></sheets></workbook>")
        .unwrap();
    zip.start_file("xl/worksheets/sheet1.xml", options.large_file(true)).unwrap();
    let block = vec![b' '; 1 << 20];
    for _ in 0..3 << 10 {
        zip.write_all(&block).unwrap();
    }
    zip.finish().unwrap();
    assert!(fs::metadata(&file).unwrap().len() < 8 << 20);
    refused(&file, "expands to more than a list can be");
}

#[test]
fn a_cell_of_a_hundred_megabytes() {
    let file = path("cell.csv");
    let mut writer = BufWriter::new(File::create(&file).unwrap());
    writer.write_all(b"name,email\nSato,\"").unwrap();
    for _ in 0..100 {
        writer.write_all(&vec![b'a'; 1 << 20]).unwrap();
    }
    writer.write_all(b"\"\n").unwrap();
    writer.into_inner().unwrap().sync_all().unwrap();
    refused(&file, "row 2");
}

#[test]
fn ten_thousand_columns() {
    let header: Vec<String> = (0..10_000).map(|number| format!("column {number}")).collect();
    let file = list(deployment(), "columns.csv", format!("{}\n", header.join(",")));
    refused(&file, "columns");
}

#[test]
fn bytes_that_no_text_has() {
    let file = list(deployment(), "nul.csv", "name,email\nSato,sato\0@mail.example.jp\n");
    refused(&file, "row 2");
    let file = list(deployment(), "half.xlsx", b"PK\x03\x04 and nothing else");
    refused(&file, "could not read the list");
}

#[test]
fn a_file_that_changes_while_it_is_read() {
    let file = path("growing.csv");
    let mut writer = BufWriter::new(File::create(&file).unwrap());
    writer.write_all(b"name,email\n").unwrap();
    for number in 0..400_000 {
        writeln!(writer, "Sato {number},sato.{number}@mail.example.jp").unwrap();
    }
    writer.into_inner().unwrap();
    let over = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            let mut growing = OpenOptions::new().append(true).open(&file).unwrap();
            while !over.load(Ordering::Relaxed) {
                growing.write_all(b"Mori,mori@mail.example.jp\n").unwrap();
                thread::sleep(Duration::from_millis(2));
            }
        });
        refused(&file, "changed");
        over.store(true, Ordering::Relaxed);
    });
}
