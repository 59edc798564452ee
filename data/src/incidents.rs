//! Which incidents there are, and which files belong to which group.

use crate::{
    Contact,
    lists::{health_check, job_matching, overseas_career, statistics_survey},
    written::List,
};

/// An incident as an organisation would declare it, with its lists.
#[derive(Debug)]
pub struct SampleIncident {
    pub slug: &'static str,
    /// The incident file, TOML, with its texts in Japanese and English.
    pub definition: &'static str,
    /// Its texts in further languages: the tag, and the file that lies beside the incident file.
    pub translations: &'static [(&'static str, &'static str)],
    /// The date of its lists, for `--as-of`.
    pub as_of: &'static str,
    /// Kinds that only staff may ask by.
    pub staff_kinds: &'static [&'static str],
    pub files: &'static [SampleFile],
}

impl SampleIncident {
    /// Name and text of the incident file and of those beside it, as `incident apply` takes them.
    pub fn texts(&self) -> impl Iterator<Item = (String, &'static str)> + '_ {
        let main = (format!("{}.toml", self.slug), self.definition);
        let others = self.translations.iter();
        let named = |(tag, text): &(_, _)| (format!("{}.{tag}.toml", self.slug), *text);
        std::iter::once(main).chain(others.map(named))
    }
}

/// One list, for one group of the incident.
#[derive(Debug)]
pub struct SampleFile {
    pub group: &'static str,
    pub file_name: &'static str,
    /// People in it: rows less those of people who have one already.
    pub people: usize,
    /// Values for `--map`.
    pub mappings: &'static [&'static str],
    list: fn() -> List,
}

impl SampleFile {
    /// The bytes of the file.
    pub fn contents(&self) -> Vec<u8> {
        (self.list)().bytes()
    }

    /// The people in it, each once.
    pub fn contacts(&self) -> Vec<Contact> {
        let people = (self.list)().entries.into_iter();
        people.map(|entry| Contact { groups: vec![self.group], ..entry.contact }).collect()
    }
}

/// The four incidents.
pub fn incidents() -> &'static [SampleIncident] {
    &INCIDENTS
}

/// One incident by its slug.
pub fn incident(slug: &str) -> Option<&'static SampleIncident> {
    INCIDENTS.iter().find(|incident| incident.slug == slug)
}

macro_rules! translations {
    ($slug:literal) => {
        translations!($slug: "ja-easy" "vi" "zh-Hans" "hi" "id" "ne" "my" "fil" "pt-BR" "ko")
    };
    ($slug:literal: $($tag:literal)*) => {
        &[$(($tag, include_str!(concat!("../incidents/", $slug, ".", $tag, ".toml")))),*]
    };
}

static INCIDENTS: [SampleIncident; 4] = [
    SampleIncident {
        slug: "job-matching",
        definition: include_str!("../incidents/job-matching.toml"),
        translations: translations!("job-matching"),
        as_of: "2025-09-19T18:00:00+09:00",
        staff_kinds: &[],
        files: &[SampleFile {
            group: "applicants",
            file_name: "applicants.csv",
            people: 800,
            mappings: &[],
            list: job_matching::applicants,
        }],
    },
    SampleIncident {
        slug: "overseas-career",
        definition: include_str!("../incidents/overseas-career.toml"),
        translations: translations!("overseas-career"),
        as_of: "2025-10-10T18:00:00+09:00",
        staff_kinds: &[],
        // The published figures add up to 15,829. Five people stand in two of the files, so
        // that 15,824 different people are listed.
        files: &[
            SampleFile {
                group: "participants",
                file_name: "participants.csv",
                people: 15_535,
                mappings: &["account_id=key"],
                list: overseas_career::participants,
            },
            SampleFile {
                group: "prefecture-event",
                file_name: "prefecture-event.csv",
                people: 42,
                mappings: &["アカウントID=key"],
                list: overseas_career::prefecture_event,
            },
            SampleFile {
                group: "exhibitors",
                file_name: "exhibitors.csv",
                people: 252,
                mappings: &["account_id=key"],
                list: overseas_career::exhibitors,
            },
        ],
    },
    SampleIncident {
        slug: "statistics-survey",
        definition: include_str!("../incidents/statistics-survey.toml"),
        translations: translations!("statistics-survey"),
        as_of: "2025-07-11T09:00:00+09:00",
        staff_kinds: &[],
        files: &[SampleFile {
            group: "contacts",
            file_name: "contacts.csv",
            people: 382,
            mappings: &[],
            list: statistics_survey::contacts,
        }],
    },
    SampleIncident {
        slug: "health-check",
        definition: include_str!("../incidents/health-check.toml"),
        translations: translations!("health-check"),
        as_of: "2025-06-27T18:00:00+09:00",
        staff_kinds: &["employee"],
        files: &[SampleFile {
            group: "employees",
            file_name: "bookings-2024.csv",
            people: 11_704,
            mappings: &[
                "社員番号=key",
                "社員番号=employee.number",
                "保険証記号=insurance.symbol",
                "保険証番号=insurance.number",
                "生年月日=insurance.birth-date",
                "生年月日=employee.birth-date",
            ],
            list: health_check::bookings,
        }],
    },
];
