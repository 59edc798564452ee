//! A large set: how long publishing takes, and what memory a server holds that published and
//! serves it.

use crate::{
    figure::Figure,
    filters::random_tags,
    incidents,
    loads::{Load, Rows},
    server_process::memory,
    sizes::Sizes,
};
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use shirabe_tests::deployment::Deployment;
use std::{thread, time::Instant};

const SLUG: &str = "measured-set";
/// Visitors who fetch the whole set at the same time.
const VISITORS: usize = 8;

pub fn measure(sizes: &Sizes) -> Result<Vec<Figure>> {
    let deployment = Deployment::start();
    deployment.apply(&incidents::definition(SLUG, "mass", sizes.set_tags.max(1_000_000) as u64));
    let tags = random_tags(sizes.set_tags);
    // One person, whom a load must have, and all the tags.
    let rows = Rows { people: &tags[..1], filter_entries: &tags };
    let load = Load::open(&deployment, SLUG, "add", rows)?;
    load.evaluate(1)?;
    let begun = Instant::now();
    load.fill(rows)?;
    let uploading = begun.elapsed().as_secs_f64();
    load.post("close")?;
    let begun = Instant::now();
    load.post("publish")?;
    let publishing = begun.elapsed().as_secs_f64();
    let published = memory(deployment.server_pid())?;
    let served = serve(&deployment)?;
    let peak = memory(deployment.server_pid())?;

    let note = format!(
        "{} filter entries, from the request to publish to its reply; uploading them took \
         {uploading:.1} s",
        sizes.set_tags
    );
    let memory_note = format!(
        "most that the server's process ever held; {:.0} after publishing, {:.0} after {VISITORS} \
         visitors at once fetched {served} bytes each",
        published.now, peak.now
    );
    Ok(vec![
        Figure::new("publish_s_1m", publishing, "s", note),
        Figure::new("server_rss_mb_1m", peak.peak, "MiB", memory_note),
    ])
}

/// Lets some visitors fetch manifest and filters at the same time; gives the bytes of one.
fn serve(deployment: &Deployment) -> Result<usize> {
    let (url, expected) = (deployment.url(), manifest_bytes(deployment)?);
    thread::scope(|scope| {
        let visitors: Vec<_> = (0..VISITORS).map(|_| scope.spawn(|| visit(&url))).collect();
        for visitor in visitors {
            let fetched = visitor.join().expect("a visitor does not panic")?;
            ensure!(fetched == expected, "a visitor fetched {fetched} of {expected} bytes");
        }
        Ok(expected)
    })
}

fn visit(url: &str) -> Result<usize> {
    let mut fetched = 0;
    for (name, _) in files(&manifest(url)?)? {
        let mut reply = ureq::get(format!("{url}/filters/{name}")).call()?;
        fetched += reply.body_mut().read_to_vec()?.len();
    }
    Ok(fetched)
}

fn manifest_bytes(deployment: &Deployment) -> Result<usize> {
    Ok(files(&manifest(&deployment.url())?)?.iter().map(|(_, bytes)| bytes).sum())
}

fn manifest(url: &str) -> Result<Value> {
    let mut reply = ureq::get(format!("{url}/api/v1/incidents/{SLUG}/manifest")).call()?;
    Ok(serde_json::from_slice(&reply.body_mut().read_to_vec()?)?)
}

/// Names and lengths of a manifest's filter files.
fn files(manifest: &Value) -> Result<Vec<(String, usize)>> {
    let filters = manifest["filters"].as_array().context("a manifest names filters")?;
    let shards = filters.iter().filter_map(|filter| filter["shards"].as_array()).flatten();
    shards
        .map(|shard| {
            let name = shard["sha256"].as_str().context("a file has a digest")?;
            let bytes = shard["bytes"].as_u64().context("a file has a length")?;
            Ok((name.to_owned(), bytes as usize))
        })
        .collect()
}
