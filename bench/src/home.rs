//! The home page of a server with many incidents.

use crate::{
    figure::{Figure, median},
    incidents,
    sizes::Sizes,
};
use anyhow::{Result, ensure};
use shirabe_tests::deployment::Deployment;
use std::time::Instant;

pub fn measure(sizes: &Sizes) -> Result<Vec<Figure>> {
    let deployment = Deployment::start();
    let slugs: Vec<String> =
        (0..sizes.home_incidents).map(|number| format!("measured-home-{number:03}")).collect();
    for slug in &slugs {
        deployment.apply(&incidents::in_all_languages(slug));
    }
    let agent = ureq::Agent::new_with_defaults();
    let url = format!("{}/en/", deployment.url());
    let ask = || -> Result<(f64, String)> {
        let begun = Instant::now();
        let page = agent.get(&url).call()?.body_mut().read_to_string()?;
        Ok((begun.elapsed().as_secs_f64() * 1e3, page))
    };
    // The first visitor's request reads what all others are shown.
    let (first, page) = ask()?;
    for slug in &slugs {
        ensure!(page.contains(&format!("/en/incidents/{slug}")), "the page does not name {slug}");
    }
    let times = (0..sizes.home_requests).map(|_| ask().map(|(time, _)| time));
    let time = median(times.collect::<Result<_>>()?);
    let note = format!(
        "{} incidents in twelve languages, from the request to the last byte of {}; median of {}, \
         the first {first:.0} ms",
        slugs.len(),
        page.len(),
        sizes.home_requests
    );
    Ok(vec![Figure::new("home_page_200_ms", time, "ms", note)])
}
