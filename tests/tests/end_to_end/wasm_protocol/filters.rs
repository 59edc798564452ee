//! A filter gives the same answers natively and in the browser.

use crate::wasm_protocol::page::ProbePage;
use rand::RngCore;
use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng};
use shirabe_protocol::{
    filter::{self, Filter, positions_for_groups},
    tag::Tag,
};

const ASKED: usize = 200_000;

/// Asks every shard of a filter for 200,000 tags, half of them listed.
fn same_answers(listed: usize, groups: usize, seed: u64) -> usize {
    let mut rng = ChaCha20Rng::seed_from_u64(seed);
    let mut draw = |count: usize| -> Vec<Tag> {
        let mut tag = [0; Tag::BYTES];
        let mut next = || {
            rng.fill_bytes(&mut tag);
            Tag::from_bytes(tag)
        };
        (0..count).map(|_| next()).collect()
    };
    let (in_list, unlisted) = (draw(listed), draw(ASKED / 2));
    let mut rng = ChaCha20Rng::seed_from_u64(seed + 1);
    let positions = positions_for_groups(groups);
    let (plan, shards) = filter::build(&in_list, positions, &mut rng).expect("a filter");
    let asked: Vec<Tag> = in_list.iter().take(ASKED / 2).chain(&unlisted).copied().collect();
    assert_eq!(asked.len(), ASKED);

    let files = shards.iter().enumerate().map(|(n, shard)| (format!("/{n}"), shard.file.clone()));
    let tags: Vec<u8> = asked.iter().flat_map(|tag| *tag.as_bytes()).collect();
    let page = ProbePage::open(files.chain([("/tags".to_owned(), tags)]));
    for (number, shard) in shards.iter().enumerate() {
        let native = Filter::from_file(&shard.file).expect("a sound filter");
        let due: String = asked
            .iter()
            .map(|tag| native.contains(tag).map_or('2', |there| if there { '1' } else { '0' }))
            .collect();
        let found = page.run(&format!(
            "const bytes = async (path) =>
               new Uint8Array(await (await fetch(path)).arrayBuffer());
             const answers = window.probe.filter_answers(await bytes('/{number}'),
                                                         await bytes('/tags'));
             return [...answers].join('');"
        ));
        let found = found.as_str().expect("a digit for each tag");
        assert_eq!(found.len(), ASKED);
        let difference = found.chars().zip(due.chars()).position(|(a, b)| a != b);
        assert_eq!(difference, None, "the first tag that is answered otherwise");
        // Whoever is listed is found in the tag's own shard.
        let listed_here = &due[..ASKED / 2];
        assert!(!listed_here.contains('0') && listed_here.contains('1'));
        assert!(due[ASKED / 2..].contains('0'));
        assert_eq!(due.contains('2'), shards.len() > 1);
    }
    assert_eq!(shards.len(), 1 << plan.shard_bits);
    shards.len()
}

#[test]
fn one_shard_answers_200_000_tags_as_natively() {
    assert_eq!(same_answers(ASKED / 2, 1, 1), 1);
}

#[test]
fn several_shards_answer_200_000_tags_as_natively() {
    assert_eq!(same_answers(300_000, 3, 2), 2);
}
