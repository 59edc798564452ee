//! An incident in memory: one key, its filters, its signed manifest, and a list that is checked
//! against it with the protocol's both halves.

use ed25519_dalek::SigningKey;
use rand::rngs::OsRng;
use sha2::{Digest, Sha256};
use shirabe_contacts::{
    Asked, ListFile, Mapping, ReadOptions, Seed,
    bulk_check::{
        Answer, Answers, CompleteAnswers, Course, Questions, ResultFile, ResultLanguage, Summary,
        answer_batch,
    },
};
use shirabe_protocol::{
    filter,
    identifier::{Field, FieldForm, Form, Kind, NORMALISATION, Region},
    manifest::{FilterEntry, Manifest, ShardEntry, VerifiedManifest, sign},
    oprf::{
        client::{blind, finalize_batch},
        server::{EvaluationKey, generate_private_key},
    },
    outcome::FilterCollection,
    stretching::{Profile, Salt, Stretcher},
    tag::Tag,
};
use std::io::Cursor;

pub const GROUPS: [&str; 2] = ["visitors", "staff"];
pub const TITLES: [&str; 2] = ["来場した方", "職員の方"];

pub fn kinds() -> Vec<Kind> {
    let field = |name: &str, form| Field { name: name.into(), form };
    let fields = vec![
        field("number", FieldForm::NumberCode { width: 7, pad: true }),
        field("birth-date", FieldForm::Date),
    ];
    let insurance = Kind { name: "insurance".into(), form: Form::Composite { fields } };
    vec![Kind::email(), Kind::phone(Region::Jp), insurance]
}

/// Who is in the incident: position of the kind, its fields, position of the group.
pub type Entry<'a> = (usize, &'a [&'a str], usize);

pub struct Scene {
    key: EvaluationKey,
    pub manifest: VerifiedManifest,
    filters: FilterCollection,
}

impl Scene {
    pub fn new(entries: &[Entry<'_>]) -> Self {
        let key = EvaluationKey::from_private_key(&generate_private_key(&mut OsRng)).unwrap();
        Self::with_key(key, 1, entries)
    }

    fn with_key(key: EvaluationKey, set_version: u64, entries: &[Entry<'_>]) -> Self {
        let (deployment, incident) = ([1; 16], [2; 16]);
        let mut stretcher =
            Stretcher::new(Profile::Sample, Salt::of(&deployment, &incident)).unwrap();
        let mut tags: Vec<(usize, usize, Tag)> = Vec::new();
        for (kind, fields, group) in entries {
            let identifier = kinds()[*kind].normalise(fields).unwrap();
            let (pending, message) =
                blind(stretcher.stretch(&identifier).unwrap(), &mut OsRng).unwrap();
            let (evaluated, proof) = key.blind_evaluate(&message, &mut OsRng).unwrap();
            let tag = pending.finalize(&evaluated, &proof, key.public_key()).unwrap();
            tags.push((*kind, *group, tag.tag()));
        }
        let (mut filters, mut files) = (Vec::new(), Vec::new());
        for (kind_place, kind) in kinds().iter().enumerate() {
            for (group_place, group) in GROUPS.iter().enumerate() {
                let of_this = tags.iter().filter(|tag| (tag.0, tag.1) == (kind_place, group_place));
                let tags: Vec<Tag> = of_this.map(|(_, _, tag)| *tag).collect();
                let positions = filter::positions_for_groups(GROUPS.len());
                let (plan, shards) = filter::build(&tags, positions, &mut OsRng).unwrap();
                let entry =
                    |file: &Vec<u8>| ShardEntry { sha256: sha256(file), bytes: file.len() as u32 };
                let shards: Vec<Vec<u8>> = shards.into_iter().map(|shard| shard.file).collect();
                filters.push(FilterEntry {
                    kind: kind.name.clone(),
                    group: (*group).to_owned(),
                    positions,
                    shard_bits: plan.shard_bits,
                    shards: shards.iter().map(entry).collect(),
                });
                files.extend(shards);
            }
        }
        let manifest = Manifest {
            format: Manifest::FORMAT.into(),
            normalisation: NORMALISATION.into(),
            deployment,
            incident,
            slug: "harbour-survey".into(),
            set_version,
            as_of: 1_760_000_000,
            issued: 1_760_000_000,
            expires: 1_760_003_600,
            previous: [0; 32],
            public_key: *key.public_key().as_bytes(),
            profile: Profile::Sample,
            kinds: kinds(),
            groups: GROUPS.map(str::to_owned).to_vec(),
            filters,
        };
        let signing = SigningKey::from_bytes(&[0x51; 32]);
        let (bytes, pinned) = (manifest.to_bytes(), signing.verifying_key().to_bytes());
        let signature = sign(&bytes, &signing);
        let manifest =
            VerifiedManifest::verify(&bytes, &signature, &pinned, 1_760_000_100).unwrap();
        let mut filters = FilterCollection::new();
        files.iter().for_each(|file| filters.add(&manifest, file).unwrap());
        Self { key, manifest, filters }
    }

    /// The next set of the same incident.
    pub fn next_set(self, entries: &[Entry<'_>]) -> Self {
        let version = self.manifest.manifest().set_version + 1;
        Self::with_key(self.key, version, entries)
    }

    pub fn check<'a>(&self, bytes: &'a [u8], mappings: &[&str]) -> Check<'a> {
        let mut file = open(bytes, mappings);
        let questions = Questions::of(&mut file).unwrap();
        let course = Course::new(&questions, &self.manifest, &Seed::from_bytes([7; 32]), 3);
        let mut answers = Answers::none(&course, &self.manifest);
        for number in 0..course.batches() {
            let batch = self.ask(&questions, &course, number);
            assert!(answers.complete().is_none(), "nothing is complete before the last batch");
            assert!(answers.take(&course, number, &batch));
        }
        Check { file, questions, answers: answers.complete().unwrap() }
    }

    pub fn ask(&self, questions: &Questions, course: &Course, number: usize) -> Vec<Answer> {
        let manifest = self.manifest.manifest();
        let mut stretcher = Stretcher::new(manifest.profile, self.manifest.salt()).unwrap();
        let (mut pending, mut blinded, mut names) = (Vec::new(), Vec::new(), Vec::new());
        for position in course.positions(number) {
            let (kind, identifier) = questions.identifier(course.question(position)).unwrap();
            let stretched = stretcher.stretch(&identifier).unwrap();
            let (one, message) = blind(stretched, &mut course.blinds().at(position)).unwrap();
            pending.push(one);
            blinded.extend(message);
            names.push(manifest.kinds[kind].name.clone());
        }
        let (evaluated, proof) = self.key.blind_evaluate_batch(&blinded, &mut OsRng).unwrap();
        let key = self.manifest.public_key();
        let tags = finalize_batch(&pending, &evaluated, &proof, key).unwrap();
        answer_batch(&self.manifest, &self.filters, &names, &tags).unwrap()
    }
}

fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

pub fn open<'a>(bytes: &'a [u8], mappings: &[&str]) -> ListFile<Cursor<&'a [u8]>> {
    let mappings = mappings.iter().map(|text| Mapping::parse(text).unwrap()).collect();
    let options = ReadOptions { asked: Asked::default(), mappings, ..ReadOptions::default() };
    ListFile::open(Cursor::new(bytes), kinds(), &[], &options, &mut |_| {}).unwrap()
}

/// A list with an answer to everything in it.
pub struct Check<'a> {
    pub file: ListFile<Cursor<&'a [u8]>>,
    pub questions: Questions,
    pub answers: CompleteAnswers,
}

impl Check<'_> {
    pub fn csv(&mut self, language: ResultLanguage) -> (String, Summary) {
        let titles = TITLES.map(str::to_owned);
        let result = ResultFile {
            questions: &self.questions,
            answers: &self.answers,
            language,
            titles: &titles,
        };
        let mut bytes = Vec::new();
        let summary = result.write_csv(&mut self.file, &mut bytes).unwrap();
        let (sheet, of_sheet) = result.to_xlsx(&mut self.file).unwrap();
        assert_eq!(of_sheet, summary);
        assert_eq!(result.summary(&mut self.file).unwrap(), summary);
        // Both files say the same; an apostrophe that keeps a formula away is CSV's own.
        let text = String::from_utf8(bytes).unwrap();
        assert_eq!(rows_of(&sheet), rows_of(text.as_bytes()));
        (text, summary)
    }

    /// The two columns, by row.
    pub fn verdicts(&mut self) -> Vec<(String, String)> {
        let (text, _) = self.csv(ResultLanguage::English);
        let rows = rows_of(text.as_bytes());
        rows.into_iter()
            .map(|mut row| {
                let groups = row.pop().unwrap();
                (row.pop().unwrap(), groups)
            })
            .collect()
    }
}

/// Every row of a list in whatever format, below its header.
pub fn rows_of(bytes: &[u8]) -> Vec<Vec<String>> {
    // Of a list of codes no column has to be recognised.
    let (kinds, options) = (vec![Kind::code()], ReadOptions::default());
    let source = Cursor::new(bytes);
    let mut file = ListFile::open(source, kinds, &[], &options, &mut |_| {}).unwrap();
    let mut rows = Vec::new();
    file.for_each_written_row(&mut |row| {
        let unmarked = |cell: &String| cell.strip_prefix('\'').unwrap_or(cell).to_owned();
        rows.push(row.cells.iter().map(unmarked).collect());
        std::ops::ControlFlow::Continue(())
    })
    .unwrap();
    rows
}
