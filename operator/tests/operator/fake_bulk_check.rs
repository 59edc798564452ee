//! The invited organisation's API, as far as a well-behaved server has it.

use crate::{
    fake_server::{Reply, Request, SLUG},
    list::NOW,
};
use rand::rngs::OsRng;
use serde_json::json;
use shirabe_protocol::oprf::server::EvaluationKey;
use std::collections::HashMap;

pub const SECRET: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLM_-01";
pub const CHECK: &str = "0123456789abcdef0123456789abcdef";

pub struct BulkCheck {
    pub budget: u64,
    pub evaluated: u64,
    /// Overrules what follows from claim and finish.
    pub state: Option<&'static str>,
    pub claim: Option<String>,
    pub finished: bool,
    batches: HashMap<String, Vec<u8>>,
}

impl Default for BulkCheck {
    fn default() -> Self {
        Self {
            budget: 1000,
            evaluated: 0,
            state: None,
            claim: None,
            finished: false,
            batches: HashMap::new(),
        }
    }
}

impl BulkCheck {
    fn state(&self) -> &'static str {
        match (self.state, self.finished, &self.claim) {
            (Some(state), ..) => state,
            (_, true, _) => "finished",
            (.., Some(_)) => "claimed",
            _ => "open",
        }
    }

    pub fn handle(&mut self, request: &Request, rest: &[&str], key: &EvaluationKey) -> Reply {
        let header = |name: &str| {
            let line = request.head.lines().find_map(|line| line.strip_prefix(name))?;
            Some(line.trim().to_owned())
        };
        if header("authorization:") != Some(format!("Bearer {SECRET}")) {
            return Reply::problem_of(401, "unauthorized");
        }
        let claim = header("x-shirabe-claim:");
        assert!(claim.as_ref().is_none_or(|claim| claim.len() == 64));
        let own = claim.is_some() && claim == self.claim;
        let nothing = || Reply { status: 204, headers: Vec::new(), body: Vec::new() };
        match (request.method.as_str(), rest) {
            ("GET", []) => Reply::json(
                200,
                json!({
                    "check": CHECK, "incident": SLUG, "organisation": "Minato Trading",
                    "people": self.budget, "budget": self.budget, "evaluated": self.evaluated,
                    "expires": NOW + 86_400, "state": self.state(), "own": own, "kinds": [],
                }),
            ),
            ("POST", ["claim"]) if self.state() == "open" => {
                self.claim = Some(claim.expect("a claim"));
                nothing()
            }
            (_, _) if self.state() != "claimed" => Reply::problem_of(409, "bulk-check-over"),
            (_, _) if !own => Reply::problem_of(409, "bulk-check-claimed"),
            ("POST", ["claim"]) => nothing(),
            ("POST", ["finish"]) => {
                self.finished = true;
                nothing()
            }
            ("PUT", ["evaluations", number]) => self.evaluate(number, &request.body, key),
            _ => Reply::problem(404),
        }
    }

    fn evaluate(&mut self, number: &str, body: &[u8], key: &EvaluationKey) -> Reply {
        match self.batches.get(number) {
            Some(known) if known != body => return Reply::problem_of(409, "batch-differs"),
            Some(_) => {}
            None => {
                let elements = body.len() as u64 / 32;
                if self.evaluated + elements > self.budget {
                    return Reply::problem_of(403, "bulk-check-budget");
                }
                self.evaluated += elements;
                self.batches.insert(number.to_owned(), body.to_vec());
            }
        }
        let (mut reply, proof) = key.blind_evaluate_batch(body, &mut OsRng).unwrap();
        reply.extend(proof);
        Reply::bytes(reply)
    }
}
