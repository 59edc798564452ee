//! A large set: how long publishing takes, and what memory a server holds that published and
//! serves it.

use crate::{
    arithmetic::blinded_elements, figure::Figure, filters::random_tags, incidents,
    server_process::memory, sizes::Sizes,
};
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use shirabe_protocol::{
    tag::Tag,
    wire::{self, FilterEntry, MAX_ENTRIES, Record},
};
use shirabe_tests::deployment::{self, Deployment};
use std::{thread, time::Instant};

const SLUG: &str = "measured-set";
/// Visitors who fetch the whole set at the same time.
const VISITORS: usize = 8;

pub fn measure(sizes: &Sizes) -> Result<Vec<Figure>> {
    let deployment = Deployment::start();
    deployment.apply(&incidents::definition(SLUG, "mass", sizes.set_tags.max(1_000_000) as u64));
    let load = Load::open(&deployment, sizes.set_tags)?;
    let begun = Instant::now();
    load.fill(&random_tags(sizes.set_tags))?;
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

/// A load without people: tags that only a large list would make, sent as an operator sends them.
struct Load {
    address: String,
    authorization: String,
}

impl Load {
    fn open(deployment: &Deployment, filter_entries: usize) -> Result<Self> {
        let api = format!("{}/api/v1/staff", deployment.url());
        let authorization = format!("Bearer {}", deployment.token(SLUG));
        let declared = json!({
            "action": "add",
            "file": "00".repeat(32),
            "identifiers": 1,
            "filter_entries": filter_entries,
            "people": 1,
            "as_of": deployment::now(),
        });
        let mut reply = ureq::post(format!("{api}/incidents/{SLUG}/loads"))
            .header("authorization", &authorization)
            .content_type("application/json")
            .send(declared.to_string())?;
        let status: Value = serde_json::from_slice(&reply.body_mut().read_to_vec()?)?;
        let id = status["load"].as_str().context("a load has a name")?;
        Ok(Self { address: format!("{api}/loads/{id}"), authorization })
    }

    /// One person, whom a load must have, and all the tags.
    fn fill(&self, tags: &[Tag]) -> Result<()> {
        self.put("evaluations/0", wire::BATCH_REQUEST, &blinded_elements(1)?.concat())?;
        let mut record = Vec::new();
        let tag = Tag::from_bytes([1; 16]);
        Record { tag, kind: 0, handle: [2; 16], groups: 1, share: 0 }.encode_into(&mut record);
        self.put("records/0", wire::RECORDS, &record)?;
        for (number, batch) in tags.chunks(MAX_ENTRIES).enumerate() {
            let mut entries = Vec::with_capacity(batch.len() * FilterEntry::BYTES);
            for tag in batch {
                FilterEntry { tag: *tag, kind: 0, group: 0 }.encode_into(&mut entries);
            }
            self.put(&format!("filter-entries/{number}"), wire::FILTER_ENTRIES, &entries)?;
        }
        Ok(())
    }

    fn put(&self, path: &str, media_type: &str, body: &[u8]) -> Result<()> {
        let address = format!("{}/{path}", self.address);
        let request = ureq::put(address).header("authorization", &self.authorization);
        request.content_type(media_type).send(body).with_context(|| path.to_owned())?;
        Ok(())
    }

    fn post(&self, path: &str) -> Result<()> {
        let address = format!("{}/{path}", self.address);
        let request = ureq::post(address).header("authorization", &self.authorization);
        request.send_empty().with_context(|| path.to_owned())?;
        Ok(())
    }
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
