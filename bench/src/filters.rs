//! What filters weigh, and what asking one costs a device.

use crate::{
    figure::{Figure, microseconds_a_call},
    sizes::Sizes,
};
use anyhow::{Context, Result};
use rand::{Rng, SeedableRng, rngs::OsRng, rngs::StdRng};
use shirabe_protocol::{
    filter::{self, Filter, positions_for_groups},
    tag::Tag,
};
use std::hint::black_box;

/// Tags look random, so random bytes serve.
pub fn random_tags(count: usize) -> Vec<Tag> {
    let mut generator = StdRng::seed_from_u64(0x5448_4147);
    (0..count).map(|_| Tag::from_bytes(generator.r#gen())).collect()
}

/// Whether one listed tag is in its shard: every position is looked at.
pub fn query(sizes: &Sizes) -> Result<Vec<Figure>> {
    let tags = random_tags(sizes.set_tags);
    let (plan, shards) = filter::build(&tags, positions_for_groups(1), &mut OsRng)?;
    let filter = Filter::from_file(&shards.first().context("a filter has a shard")?.file)?;
    let here: Vec<Tag> =
        tags.into_iter().filter(|tag| tag.shard(plan.shard_bits) == 0).take(10_000).collect();
    let mut asked = here.iter().cycle();
    let time = microseconds_a_call(sizes.samples, 20 * sizes.calls, || {
        let tag = asked.next().unwrap_or(&here[0]);
        black_box(filter.contains(black_box(tag)).is_ok_and(|contained| contained));
    });
    let note = format!(
        "a listed tag, {} positions, shard of {} bytes; one core, native",
        plan.positions, plan.file_bytes
    );
    Ok(vec![Figure::new("filter_query_us", time, "us", note)])
}

/// Bytes that visitors fetch, for each tag; the worse of a small set and a large one.
pub fn bytes_per_tag(sizes: &Sizes) -> Result<Vec<Figure>> {
    let mut worst = 0.0_f64;
    let mut parts = Vec::new();
    for count in sizes.filter_tags {
        let (plan, shards) =
            filter::build(&random_tags(count), positions_for_groups(1), &mut OsRng)?;
        let bytes: usize = shards.iter().map(|shard| shard.file.len()).sum();
        let each = bytes as f64 / count as f64;
        worst = worst.max(each);
        parts.push(format!(
            "{count} tags: {} x {} bytes, {each:.2} a tag",
            shards.len(),
            plan.file_bytes
        ));
    }
    let note = format!("the worse of two; {}", parts.join("; "));
    Ok(vec![Figure::new("filter_bytes_per_tag", worst, "bytes", note)])
}
