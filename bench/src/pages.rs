//! What Lighthouse says of how fast the pages are on a phone.

use crate::{
    figure::{Figure, median},
    incidents,
    sizes::Sizes,
};
use anyhow::{Result, anyhow, ensure};
use shirabe_tests::{
    browser::Browser,
    deployment::Deployment,
    lighthouse::{Lighthouse, TooOld},
};

const SLUG: &str = "measured-pages";

/// Landing page, check page and record: what most people see.
const PAGES: [(&str, &str); 3] = [("landing", ""), ("check", "/check"), ("record", "/record")];

/// The worst page's score, each the median of its runs.
pub fn measure(sizes: &Sizes) -> Result<Vec<Figure>> {
    let lighthouse = Lighthouse::find().map_err(|TooOld(version)| {
        anyhow!("Lighthouse needs Node 18.20 or newer, and here is {version}")
    })?;
    let deployment = Deployment::start();
    let people = sizes.browser_contacts;
    deployment.apply(&incidents::definition(SLUG, "standard", people as u64));
    incidents::import(&deployment, SLUG, people);
    let browser = Browser::borrow();
    let mut scores = Vec::new();
    let mut note = String::from("Lighthouse 12, phone and throttling as it has them; ");
    for (name, rest) in PAGES {
        let url = format!("{}/en/incidents/{SLUG}{rest}", deployment.url());
        let runs = 0..sizes.lighthouse_runs;
        let score = median(runs.map(|_| lighthouse.look_at(&browser, &url).performance).collect());
        ensure!(score.is_finite(), "Lighthouse has no score for {url}");
        note.push_str(&format!("{name} {score:.0}, "));
        scores.push(score);
    }
    note.push_str(&format!("median of {} each; the least counts", sizes.lighthouse_runs));
    let least = scores.into_iter().fold(f64::INFINITY, f64::min);
    Ok(vec![Figure::new("lighthouse_performance", least, "points", note)])
}
