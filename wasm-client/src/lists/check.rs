//! The list of a check: what it asks, batch by batch, and the list with its answers.

use super::{
    list_error,
    reading::{self, Bytes, Column, Example, Problem},
    seed_of, verified,
};
use crate::{
    check_error,
    fetching::{FilterFile, files},
};
use shirabe_contacts::{
    ListFile, Mapping,
    bulk_check::{
        Answers, CompleteAnswers, Course, Questions, ResultError, ResultFile, ResultLanguage,
        kept_batch,
    },
};
use shirabe_protocol::{error::CheckError, manifest::VerifiedManifest};
use wasm_bindgen::{JsError, prelude::wasm_bindgen};

/// Counts before anything is sent.
#[wasm_bindgen]
#[derive(Clone, Copy)]
pub struct Counts {
    pub rows: f64,
    #[wasm_bindgen(js_name = withoutIdentifier)]
    pub without_identifier: f64,
    pub rejected: f64,
    /// Different identifiers: what the check takes of its budget.
    pub questions: f64,
}

/// Counts of the answers.
#[wasm_bindgen(getter_with_clone)]
pub struct Totals {
    pub rows: f64,
    pub listed: f64,
    #[wasm_bindgen(js_name = notListed)]
    pub not_listed: f64,
    #[wasm_bindgen(js_name = notChecked)]
    pub not_checked: f64,
    pub identifiers: f64,
    /// Listed rows by group, in the manifest's order.
    #[wasm_bindgen(js_name = byGroup)]
    pub by_group: Vec<f64>,
    /// Seconds since 1970.
    #[wasm_bindgen(js_name = asOf)]
    pub as_of: f64,
}

/// A check that has begun.
struct Under {
    course: Course,
    answers: Answers,
}

/// One file of an invited organisation.
#[wasm_bindgen]
pub struct BulkCheck {
    manifest: VerifiedManifest,
    file: ListFile<Bytes>,
    problem: Option<Problem>,
    questions: Questions,
    under: Option<Under>,
}

#[wasm_bindgen]
impl BulkCheck {
    /// Opens the bytes of a file. `mappings` are `COLUMN=TARGET`, as with `--map`; `sheet` is empty
    /// where none was chosen.
    #[wasm_bindgen(constructor)]
    #[allow(clippy::too_many_arguments)]
    pub fn new(
        manifest: &[u8],
        signature: &[u8],
        pinned_key: &[u8],
        slug: &str,
        now_seconds: f64,
        bytes: &[u8],
        sheet: &str,
        mappings: Vec<String>,
    ) -> Result<BulkCheck, JsError> {
        let manifest = verified(manifest, signature, pinned_key, slug, now_seconds)?;
        let mappings = mappings.iter().map(|text| Mapping::parse(text));
        let mappings =
            mappings.collect::<Result<Vec<_>, _>>().map_err(|error| list_error(&error.into()))?;
        let kinds = &manifest.manifest().kinds;
        let (mut file, problem) =
            reading::open(bytes, kinds, sheet, mappings).map_err(|error| list_error(&error))?;
        let questions = Questions::of(&mut file).map_err(|error| list_error(&error))?;
        Ok(Self { manifest, file, problem, questions, under: None })
    }

    /// What stands in the way of asking with these columns.
    pub fn problem(&self) -> Option<Problem> {
        self.problem.clone()
    }

    pub fn columns(&self) -> Vec<Column> {
        reading::columns(&self.file)
    }

    /// Cells of a column. Identifying: for the screen of whoever has the list.
    pub fn examples(&self, column: usize) -> Vec<Example> {
        let of = |shown: shirabe_contacts::Example| Example {
            written: shown.written,
            understood: shown.understood,
        };
        self.file.examples(column).into_iter().map(of).collect()
    }

    /// What a column can be read as.
    pub fn targets(&self) -> Vec<String> {
        self.file.targets()
    }

    pub fn counts(&self) -> Counts {
        let rows = self.questions.rows();
        Counts {
            rows: rows.rows as f64,
            without_identifier: rows.without_identifier as f64,
            rejected: rows.rejected as f64,
            questions: self.questions.len() as f64,
        }
    }

    /// Every file of the list that answers: all are fetched, whatever is asked.
    pub fn files(&self) -> Vec<FilterFile> {
        files(&self.manifest.manifest().filters)
    }

    /// Names of the groups, in the manifest's order.
    pub fn groups(&self) -> Vec<String> {
        self.manifest.manifest().groups.clone()
    }

    /// Begins with a seed of 32 bytes; gives the fingerprint of what is asked under it, in hex.
    pub fn begin(&mut self, seed: &[u8], batch: usize) -> Result<String, JsError> {
        let course = Course::new(&self.questions, &self.manifest, &seed_of(seed)?, batch);
        let fingerprint = course.fingerprint().iter().map(|byte| format!("{byte:02x}")).collect();
        let answers = Answers::none(&course, &self.manifest);
        self.under = Some(Under { course, answers });
        Ok(fingerprint)
    }

    pub fn batches(&self) -> Result<usize, JsError> {
        Ok(self.under()?.course.batches())
    }

    /// Elements of one batch.
    #[wasm_bindgen(js_name = elementsOf)]
    pub fn elements_of(&self, number: usize) -> Result<usize, JsError> {
        Ok(self.under()?.course.elements_of(number))
    }

    /// Binds what evaluators keep to these questions and this set.
    #[wasm_bindgen(js_name = answersKey)]
    pub fn answers_key(&self) -> Result<Vec<u8>, JsError> {
        Ok(self.under()?.course.answers_key().to_vec())
    }

    /// The identifiers of one batch, for an evaluator on this device: position of the first
    /// (4 bytes), then for each position of the kind (1), length (2), canonical bytes.
    pub fn packed(&self, number: usize) -> Result<Vec<u8>, JsError> {
        let course = &self.under()?.course;
        let positions = course.positions(number);
        let mut bytes = (positions.start as u32).to_be_bytes().to_vec();
        for position in positions {
            let question = self.questions.identifier(course.question(position));
            let (kind, identifier) = question.ok_or_else(|| check_error(CheckError::Order))?;
            let canonical = identifier.canonical_bytes();
            bytes.push(kind as u8);
            bytes.extend_from_slice(&(canonical.len() as u16).to_be_bytes());
            bytes.extend_from_slice(canonical);
        }
        Ok(bytes)
    }

    /// Takes in a batch of answers as an evaluator gave it, now or before an interruption; gives
    /// its number. Throws where it is of other questions, of another set, or damaged.
    pub fn take(&mut self, kept: &[u8]) -> Result<usize, JsError> {
        let damaged = || check_error(CheckError::MessageLength);
        let under = self.under.as_mut().ok_or_else(|| check_error(CheckError::Order))?;
        let (number, answers) = kept_batch(&under.course, kept).ok_or_else(damaged)?;
        if !under.answers.take(&under.course, number, &answers) {
            return Err(damaged());
        }
        Ok(number)
    }

    /// Counts of the answers; throws before all are there.
    pub fn totals(&mut self) -> Result<Totals, JsError> {
        let answers = self.complete()?;
        let (result, file) = self.result(&answers, ResultLanguage::English, &[]);
        let summary = result.summary(file).map_err(result_error)?;
        Ok(Totals {
            rows: summary.rows as f64,
            listed: summary.listed as f64,
            not_listed: summary.not_listed as f64,
            not_checked: summary.not_checked as f64,
            identifiers: summary.identifiers as f64,
            by_group: summary.by_group.iter().map(|count| *count as f64).collect(),
            as_of: answers.set().as_of as f64,
        })
    }

    /// The list with its answers as CSV. `titles` are those of the groups, in the manifest's order.
    pub fn csv(&mut self, language: &str, titles: Vec<String>) -> Result<Vec<u8>, JsError> {
        let (answers, language) = (self.complete()?, language_of(language)?);
        let (result, file) = self.result(&answers, language, &titles);
        let mut bytes = Vec::new();
        result.write_csv(file, &mut bytes).map_err(result_error)?;
        Ok(bytes)
    }

    /// The same as XLSX.
    pub fn xlsx(&mut self, language: &str, titles: Vec<String>) -> Result<Vec<u8>, JsError> {
        let (answers, language) = (self.complete()?, language_of(language)?);
        let (result, file) = self.result(&answers, language, &titles);
        Ok(result.to_xlsx(file).map_err(result_error)?.0)
    }
}

impl BulkCheck {
    fn under(&self) -> Result<&Under, JsError> {
        self.under.as_ref().ok_or_else(|| check_error(CheckError::Order))
    }

    fn complete(&self) -> Result<CompleteAnswers, JsError> {
        self.under()?.answers.complete().ok_or_else(|| check_error(CheckError::Order))
    }

    fn result<'a>(
        &'a mut self,
        answers: &'a CompleteAnswers,
        language: ResultLanguage,
        titles: &'a [String],
    ) -> (ResultFile<'a>, &'a mut ListFile<Bytes>) {
        (ResultFile { questions: &self.questions, answers, language, titles }, &mut self.file)
    }
}

fn language_of(tag: &str) -> Result<ResultLanguage, JsError> {
    ResultLanguage::from_tag(tag).ok_or_else(|| check_error(CheckError::Order))
}

fn result_error(error: ResultError) -> JsError {
    match error {
        ResultError::Reading(error) => list_error(&error),
        ResultError::DoesNotFit => JsError::new("list:does-not-fit"),
        ResultError::Writing(_) | ResultError::NotAnswered => check_error(CheckError::Order),
    }
}
