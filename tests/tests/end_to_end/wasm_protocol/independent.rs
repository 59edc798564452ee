//! RFC 9497 by `@noble/curves`, in both directions: its client with our server, and our client
//! with its server. Keys, blinds and proofs are drawn anew in each run.

use crate::wasm_protocol::page::ProbePage;
use serde_json::Value;

/// Defined before each script: small words for bytes, and a fresh key.
const BEGINNING: &str = r#"
const { probe, noble } = window;
const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const joined = (pieces) => Uint8Array.from(pieces.flatMap((piece) => [...piece]));
const scalar = () => noble.generateKeyPair().secretKey;
const { secretKey, publicKey } = noble.generateKeyPair();
const otherKey = noble.generateKeyPair().publicKey;
const address = (n) => `person${n}@example.jp`;
const changed = (bytes, place) => {
  const copy = bytes.slice();
  copy[place] ^= 1;
  return copy;
};
const refuses = (call) => {
  try {
    call();
    return false;
  } catch (error) {
    return String(error?.message ?? error);
  }
};
"#;

fn run(body: &str) -> Value {
    ProbePage::open([]).run(&format!("{BEGINNING}{body}"))
}

#[test]
fn keys_are_the_same() {
    let pairs = run("return Array.from({ length: 20 }, () => {
          const { secretKey, publicKey } = noble.generateKeyPair();
          return [hex(probe.server_public_key(secretKey)), hex(publicKey)];
        });");
    let pairs = pairs.as_array().expect("a list");
    assert_eq!(pairs.len(), 20);
    assert!(pairs.iter().all(|pair| pair[0] == pair[1]), "{pairs:?}");
}

#[test]
fn their_client_takes_our_servers_answers() {
    let outputs = run(r"return Array.from({ length: 40 }, (_, n) => {
          const [input] = [probe.client_inputs([address(n)])];
          const { blind, blinded } = noble.blind(input);
          const reply = probe.server_evaluate(secretKey, blinded, scalar());
          const [evaluated, proof] = [reply.slice(0, 32), reply.slice(32)];
          const theirs = noble.finalize(input, blind, evaluated, blinded, publicKey, proof);

          const own = scalar();
          const message = probe.client_blind([address(n)], own);
          const answer = probe.server_evaluate(secretKey, message, scalar());
          const ours = probe.client_finalize(
            [address(n)], own, answer.slice(0, 32), answer.slice(32), publicKey);
          return [hex(theirs.slice(0, 16)), hex(ours)];
        });");
    assert_same(&outputs, 40);
}

#[test]
fn our_client_takes_their_servers_answers() {
    let outputs = run(r"return Array.from({ length: 40 }, (_, n) => {
          const own = scalar();
          const message = probe.client_blind([address(n)], own);
          const { evaluated, proof } = noble.blindEvaluate(secretKey, publicKey, message);
          const ours = probe.client_finalize([address(n)], own, evaluated, proof, publicKey);

          const input = probe.client_inputs([address(n)]);
          const { blind, blinded } = noble.blind(input);
          const answer = noble.blindEvaluate(secretKey, publicKey, blinded);
          const theirs = noble.finalize(
            input, blind, answer.evaluated, blinded, publicKey, answer.proof);
          return [hex(theirs.slice(0, 16)), hex(ours)];
        });");
    assert_same(&outputs, 40);
}

#[test]
fn a_batch_of_a_load_is_the_same_in_both_directions() {
    let outputs = run(r"const addresses = Array.from({ length: 30 }, (_, n) => address(n));
        const scalars = addresses.map(scalar);
        const messages = probe.client_blind(addresses, joined(scalars));
        const blinded = addresses.map((_, n) => messages.slice(32 * n, 32 * n + 32));
        const theirs = noble.blindEvaluateBatch(secretKey, publicKey, blinded);
        const tags = probe.client_finalize(
          addresses, joined(scalars), joined(theirs.evaluated), theirs.proof, publicKey);

        const inputs = addresses.map((one) => probe.client_inputs([one]));
        const drawn = inputs.map((input) => noble.blind(input));
        const reply = probe.server_evaluate(
          secretKey, joined(drawn.map(({ blinded }) => blinded)), scalar());
        const items = drawn.map(({ blind, blinded }, n) => ({
          input: inputs[n], blind, blinded, evaluated: reply.slice(32 * n, 32 * n + 32),
        }));
        const outputs = noble.finalizeBatch(items, publicKey, reply.slice(32 * items.length));
        return outputs.map((output, n) =>
          [hex(output.slice(0, 16)), hex(tags.slice(16 * n, 16 * n + 16))]);");
    assert_same(&outputs, 30);
}

/// Pairs of tags in hexadecimal digits, each pair the same, no two pairs.
fn assert_same(outputs: &Value, count: usize) {
    let pairs = outputs.as_array().expect("a list of pairs");
    assert_eq!(pairs.len(), count);
    for pair in pairs {
        assert_eq!(pair[0].as_str().expect("hex").len(), 32);
        assert_eq!(pair[0], pair[1]);
    }
    let all: std::collections::BTreeSet<_> = pairs.iter().map(|pair| pair[0].as_str()).collect();
    assert_eq!(all.len(), count, "other inputs, other outputs");
}

#[test]
fn their_client_refuses_our_tampered_proof() {
    let refusals = run(r"const input = probe.client_inputs([address(1)]);
        const { blind, blinded } = noble.blind(input);
        const reply = probe.server_evaluate(secretKey, blinded, scalar());
        const [evaluated, proof] = [reply.slice(0, 32), reply.slice(32)];
        const finalize = (evaluated, key, proof) =>
          refuses(() => noble.finalize(input, blind, evaluated, blinded, key, proof));
        const other = noble.blindEvaluate(secretKey, publicKey, noble.blind(input).blinded);
        return [
          finalize(evaluated, publicKey, proof) === false,
          finalize(evaluated, publicKey, changed(proof, 0)),
          finalize(evaluated, publicKey, changed(proof, 40)),
          finalize(evaluated, otherKey, proof),
          finalize(other.evaluated, publicKey, proof),
        ];");
    assert_refused(&refusals, 4, None);
}

#[test]
fn our_client_refuses_their_tampered_proof() {
    let refusals = run(r"const own = scalar();
        const message = probe.client_blind([address(1)], own);
        const { evaluated, proof } = noble.blindEvaluate(secretKey, publicKey, message);
        const finalize = (evaluated, key, proof) =>
          refuses(() => probe.client_finalize([address(1)], own, evaluated, proof, key));
        const other = noble.blindEvaluate(
          secretKey, publicKey, probe.client_blind([address(1)], scalar()));
        return [
          finalize(evaluated, publicKey, proof) === false,
          finalize(evaluated, publicKey, changed(proof, 0)),
          finalize(evaluated, publicKey, changed(proof, 40)),
          finalize(evaluated, otherKey, proof),
          finalize(other.evaluated, publicKey, proof),
        ];");
    assert_refused(&refusals, 4, Some("check:proof"));
}

/// The first entry says that the untouched answer was taken; every other is a refusal.
fn assert_refused(refusals: &Value, count: usize, code: Option<&str>) {
    let refusals = refusals.as_array().expect("a list");
    assert_eq!(refusals[0], true, "the untouched answer is taken");
    assert_eq!(refusals.len(), count + 1);
    for refusal in &refusals[1..] {
        let said = refusal.as_str().unwrap_or_else(|| panic!("a tampered answer was taken"));
        assert!(code.is_none_or(|code| said == code), "{said}");
    }
}
