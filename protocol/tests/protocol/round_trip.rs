//! Client and server halves together: whole path, batches, and peers that misbehave.

use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng};
use shirabe_protocol::{
    error::CheckError,
    identifier::{Kind, NormalizedIdentifier},
    oprf::{
        ELEMENT_BYTES, MAX_BATCH, PROOF_BYTES,
        client::{Pending, blind, finalize_batch},
        server::{EvaluationKey, generate_private_key},
    },
    stretching::{Profile, Salt, StretchedIdentifier, Stretcher},
    tag::Tag,
    wire::{EvaluateReply, decode_batch_reply},
};

fn rng(seed: u64) -> ChaCha20Rng {
    ChaCha20Rng::seed_from_u64(seed)
}

fn key(seed: u64) -> EvaluationKey {
    EvaluationKey::from_private_key(&generate_private_key(&mut rng(seed))).unwrap()
}

fn stretched(address: &str) -> StretchedIdentifier {
    let identifier = Kind::email().normalise(&[address]).unwrap();
    Stretcher::new(Profile::Sample, Salt::of(&[1; 16], &[2; 16]))
        .and_then(|mut stretcher| stretcher.stretch(&identifier))
        .unwrap()
}

fn addresses(count: usize) -> Vec<String> {
    (0..count).map(|n| format!("person{n}@example.jp")).collect()
}

fn single(address: &str, key: &EvaluationKey, seed: u64) -> Tag {
    let mut rng = rng(seed);
    let (pending, message) = blind(stretched(address), &mut rng).unwrap();
    let (evaluated, proof) = key.blind_evaluate(&message, &mut rng).unwrap();
    let reply = EvaluateReply::decode(&EvaluateReply { evaluated, proof }.encode()).unwrap();
    pending.finalize(&reply.evaluated, &reply.proof, key.public_key()).unwrap().tag()
}

fn blinded(addresses: &[String], seed: u64) -> (Vec<Pending>, Vec<u8>) {
    let mut rng = rng(seed);
    let mut messages = Vec::new();
    let mut all = Vec::new();
    for address in addresses {
        let (pending, message) = blind(stretched(address), &mut rng).unwrap();
        all.push(pending);
        messages.extend_from_slice(&message);
    }
    (all, messages)
}

#[test]
fn one_identifier_one_tag_whatever_the_blind() {
    let key = key(1);
    let tag = single("taro@example.jp", &key, 10);
    assert_eq!(tag, single("taro@example.jp", &key, 11));
    assert_ne!(tag, single("hanako@example.jp", &key, 10));
    assert_ne!(tag, single("taro@example.jp", &self::key(2), 10));
}

#[test]
fn two_blinds_of_one_identifier_have_nothing_in_common() {
    let (_, first) = blind(stretched("taro@example.jp"), &mut rng(1)).unwrap();
    let (_, second) = blind(stretched("taro@example.jp"), &mut rng(2)).unwrap();
    assert_ne!(first, second);
    assert!(!first.windows(4).any(|piece| second.windows(4).any(|other| piece == other)));
}

#[test]
fn a_batch_has_the_tags_of_single_lookups() {
    let key = key(1);
    for count in [1, 2, 33] {
        let addresses = addresses(count);
        let (pending, messages) = blinded(&addresses, 20);
        let (evaluated, proof) = key.blind_evaluate_batch(&messages, &mut rng(21)).unwrap();
        let tags = finalize_batch(&pending, &evaluated, &proof, key.public_key()).unwrap();
        let singles: Vec<_> = addresses.iter().map(|one| single(one, &key, 22)).collect();
        assert_eq!(tags.iter().map(|tag| tag.tag()).collect::<Vec<_>>(), singles);
    }
}

#[test]
fn a_load_batch_under_both_keys() {
    let (public, staff) = (key(1), key(2));
    let (pending, messages) = blinded(&addresses(3), 30);
    let mut reply = Vec::new();
    for key in [&public, &staff] {
        let (evaluated, proof) = key.blind_evaluate_batch(&messages, &mut rng(31)).unwrap();
        reply.extend_from_slice(&evaluated);
        reply.extend_from_slice(&proof);
    }
    let [first, second] = decode_batch_reply(&reply, 3).unwrap();
    let of = |part: &shirabe_protocol::wire::KeyReply<'_>, key: &EvaluationKey| {
        finalize_batch(&pending, part.evaluated, part.proof, key.public_key())
            .map(|tags| tags.len())
    };
    assert_eq!(of(&first, &public), Ok(3));
    assert_eq!(of(&second, &staff), Ok(3));
    // The parts exchanged: each proof speaks of its own key.
    assert_eq!(of(&first, &staff), Err(CheckError::Proof));
    assert_eq!(of(&second, &public), Err(CheckError::Proof));
}

#[test]
fn misbehaving_servers_are_noticed_in_a_batch() {
    let key = key(1);
    let (pending, messages) = blinded(&addresses(4), 40);
    let (evaluated, proof) = key.blind_evaluate_batch(&messages, &mut rng(41)).unwrap();
    let finalise = |evaluated: &[u8], proof: &[u8; PROOF_BYTES], key: &EvaluationKey| {
        finalize_batch(&pending, evaluated, proof, key.public_key()).map(drop)
    };
    assert_eq!(finalise(&evaluated, &proof, &key), Ok(()));

    // The right elements, the first two exchanged.
    let (first, second) = (&evaluated[..32], &evaluated[32..64]);
    let swapped = [second, first, &evaluated[64..]].concat();
    assert_eq!(finalise(&swapped, &proof, &key), Err(CheckError::Proof));

    // One answer given twice.
    let doubled = [first, first, &evaluated[64..]].concat();
    assert_eq!(finalise(&doubled, &proof, &key), Err(CheckError::Proof));

    // One element under another key, the others honest.
    let other = self::key(2);
    let (foreign, foreign_proof) = other.blind_evaluate_batch(&messages, &mut rng(42)).unwrap();
    let mixed = [&foreign[..32], &evaluated[32..]].concat();
    assert_eq!(finalise(&mixed, &proof, &key), Err(CheckError::Proof));

    // Another key throughout, honestly proved.
    assert_eq!(finalise(&foreign, &foreign_proof, &key), Err(CheckError::Proof));
    assert_eq!(finalise(&foreign, &foreign_proof, &other), Ok(()));

    // An honest proof of the same elements in another order.
    let reordered = [&messages[32..64], &messages[..32], &messages[64..]].concat();
    let (_, other_order) = key.blind_evaluate_batch(&reordered, &mut rng(43)).unwrap();
    assert_eq!(finalise(&evaluated, &other_order, &key), Err(CheckError::Proof));

    // Cut short, too long, not an encoding.
    for length in [0, 96, 127] {
        assert_eq!(finalise(&evaluated[..length], &proof, &key), Err(CheckError::MessageLength));
    }
    let longer = [&evaluated[..], &[0; 32]].concat();
    assert_eq!(finalise(&longer, &proof, &key), Err(CheckError::MessageLength));
    let invalid = [&[0xFF; 32], &evaluated[32..]].concat();
    assert_eq!(finalise(&invalid, &proof, &key), Err(CheckError::Element));
}

#[test]
fn every_changed_bit_of_a_reply_is_noticed() {
    let key = key(1);
    let mut rng = rng(50);
    let (_, message) = blind(stretched("taro@example.jp"), &mut self::rng(51)).unwrap();
    let (evaluated, proof) = key.blind_evaluate(&message, &mut rng).unwrap();
    let honest = EvaluateReply { evaluated, proof }.encode();
    for bit in 0..8 * honest.len() {
        let mut changed = honest;
        changed[bit / 8] ^= 1 << (bit % 8);
        let (pending, again) = blind(stretched("taro@example.jp"), &mut self::rng(51)).unwrap();
        assert_eq!(again, message);
        let reply = EvaluateReply::decode(&changed).unwrap();
        let result = pending.finalize(&reply.evaluated, &reply.proof, key.public_key());
        match result.map(drop) {
            Err(CheckError::Proof) => {}
            Err(CheckError::Element) => assert!(bit < 8 * ELEMENT_BYTES, "bit {bit}"),
            other => panic!("bit {bit}: {other:?}"),
        }
    }
}

/// The answer to one question is worthless for another, although both are honest.
#[test]
fn the_reply_to_another_question_is_refused() {
    let key = key(1);
    let mut rng = rng(60);
    let (first, _) = blind(stretched("taro@example.jp"), &mut rng).unwrap();
    let (_, message) = blind(stretched("taro@example.jp"), &mut rng).unwrap();
    let (evaluated, proof) = key.blind_evaluate(&message, &mut rng).unwrap();
    let result = first.finalize(&evaluated, &proof, key.public_key());
    assert_eq!(result.map(drop), Err(CheckError::Proof));
}

#[test]
fn a_batch_has_its_limits() {
    let key = key(1);
    let (_, message) = blind(stretched("taro@example.jp"), &mut rng(70)).unwrap();
    let evaluate = |bytes: &[u8]| key.blind_evaluate_batch(bytes, &mut rng(71)).map(drop);
    assert_eq!(evaluate(&[]), Err(CheckError::MessageLength));
    assert_eq!(evaluate(&message[..31]), Err(CheckError::MessageLength));
    assert_eq!(evaluate(&[&message[..], &[0]].concat()), Err(CheckError::MessageLength));
    assert_eq!(evaluate(&message.repeat(MAX_BATCH + 1)), Err(CheckError::MessageLength));
    assert_eq!(evaluate(&message.repeat(3)), Ok(()));
}

#[test]
fn private_keys_survive_the_key_store() {
    let bytes = generate_private_key(&mut rng(80));
    let first = EvaluationKey::from_private_key(&bytes).unwrap();
    let second = EvaluationKey::from_private_key(&bytes).unwrap();
    assert!(first.public_key() == second.public_key());
    assert_eq!(single("taro@example.jp", &first, 81), single("taro@example.jp", &second, 82));
}

#[test]
fn canonical_bytes_are_taken_back_whole_or_not_at_all() {
    let kind = Kind::email();
    let identifier = kind.normalise(&["Taro@example.jp"]).unwrap();
    let bytes = identifier.canonical_bytes();
    assert!(NormalizedIdentifier::from_canonical_bytes(bytes).unwrap() == identifier);
    assert_eq!(identifier.fields().collect::<Vec<_>>(), ["taro@example.jp"]);
    for end in 0..bytes.len() {
        assert!(NormalizedIdentifier::from_canonical_bytes(&bytes[..end]).is_none(), "{end}");
    }
    let mut other = bytes.to_vec();
    other[11] = b'2';
    assert!(NormalizedIdentifier::from_canonical_bytes(&other).is_none());
    other.clone_from(&bytes.to_vec());
    other.push(0);
    assert!(NormalizedIdentifier::from_canonical_bytes(&other).is_none());
}
