//! Four eyes: who may decide, what runs once, at its time, or not at all.

use super::staff_desk::{Desk, actor};
use crate::deployment::{Deployment, HOUR, NOW, Person, TWO_GROUPS, publish, uploaded};
use actix_web::{http::StatusCode, test::TestRequest};
use rand::rngs::OsRng;
use shirabe_server::{
    access::Role,
    approvals::{
        self, Approval, ApprovalAction, ApprovalId, BeforeAfter, Failure, GroupBeforeAfter,
        Requester, Summary, Wish,
    },
    audit, carrying_out,
    problem::Problem,
    store::{ApprovalState, AuditSelection, NewScript, ScriptDraft},
};

const DAY: i64 = 24 * HOUR;

struct Scene {
    deployment: Deployment,
    desk: Desk,
}

impl Scene {
    async fn new() -> Self {
        let deployment = Deployment::start().await;
        deployment.apply(TWO_GROUPS).await.unwrap();
        let desk = Desk::open(&deployment).await;
        Self { deployment, desk }
    }

    /// Account 1 asks that a draft become the script of an answer in one more language.
    async fn request(&self, draft: u8, not_before: i64) -> ApprovalId {
        self.request_as(Requester::Account(&actor(1, 1)), draft, not_before).await.unwrap()
    }

    async fn request_as(
        &self,
        requester: Requester<'_>,
        draft: u8,
        not_before: i64,
    ) -> Result<ApprovalId, Problem> {
        let new = self.draft(draft);
        if self.desk.services.store.script_draft(&new.incident, &new.id).await.unwrap().is_none() {
            self.desk.services.store.add_script_draft(&new).await.unwrap();
        }
        self.ask(requester, ApprovalAction::Script { draft: new.id }, not_before, 0).await
    }

    fn draft(&self, number: u8) -> ScriptDraft {
        ScriptDraft {
            id: [number; 16],
            incident: self.desk.incident.id,
            answer: "listed".into(),
            language: format!("x-{number}"),
            based_on: 0,
            texts: "{}".into(),
            author: "Sato 1".into(),
            created: NOW,
        }
    }

    /// How many of the drafts have become versions.
    async fn times(&self) -> usize {
        let mut times = 0;
        for number in 0..10 {
            let draft = self.draft(number);
            let (store, incident) = (&self.desk.services.store, &draft.incident);
            let versions = store.script_versions(incident, "listed", &draft.language).await;
            times += versions.unwrap().len();
        }
        times
    }

    async fn ask(
        &self,
        requester: Requester<'_>,
        action: ApprovalAction,
        not_before: i64,
        based_on: u64,
    ) -> Result<ApprovalId, Problem> {
        let people = BeforeAfter { before: 0, after: 1234 };
        let summary = Summary {
            lists: vec!["Leavers <2024>".into()],
            by_load_token: false,
            machine_token: None,
            people,
            filter_entries: people,
            groups: vec![GroupBeforeAfter { group: "a".into(), people }],
            as_of: NOW - DAY,
            script: None,
        };
        let wish = Wish { action, summary, not_before, based_on };
        let (store, now) = (&self.desk.services.store, self.desk.services.clock.now());
        approvals::request(store, self.desk.incident.id, &wish, requester, now, &mut OsRng).await
    }

    async fn find(&self, id: &ApprovalId) -> Approval {
        approvals::find(&self.desk.services.store, &self.desk.incident.id, id).await.unwrap()
    }

    async fn state(&self, id: &ApprovalId) -> ApprovalState {
        self.find(id).await.state
    }

    async fn approve(
        &self,
        desk: &Desk,
        id: &ApprovalId,
        account: u8,
        at: Option<i64>,
    ) -> Result<ApprovalState, Problem> {
        let (approval, actor) = (self.find(id).await, actor(account, 1));
        let (services, incident) = (&desk.services, &desk.incident);
        carrying_out::approve(services, incident, &approval, &actor, at, &mut OsRng).await
    }

    async fn refuse(&self, id: &ApprovalId, account: u8, reason: &str) -> Result<(), Problem> {
        let (store, approval) = (&self.desk.services.store, self.find(id).await);
        let actor = actor(account, 1);
        approvals::refuse(store, &approval, &actor, reason, NOW, &mut OsRng).await
    }

    async fn take_back(&self, id: &ApprovalId, account: u8) -> Result<(), Problem> {
        let (store, approval) = (&self.desk.services.store, self.find(id).await);
        approvals::take_back(store, &approval, &actor(account, 1), NOW, &mut OsRng).await
    }

    async fn run_due(&self) {
        carrying_out::run_due(&self.desk.services, &mut OsRng).await.unwrap();
    }

    /// What was entered, the oldest first, without the incident file; the chain is whole.
    async fn entered(&self) -> Vec<String> {
        let store = &self.desk.services.store;
        assert!(audit::verify(store, None).await.unwrap().is_sound());
        let all = AuditSelection::all_of(self.desk.incident.id);
        let entries = store.audit_entries(&all, 100).await.unwrap();
        entries.into_iter().rev().skip(1).map(|entry| entry.action).collect()
    }
}

#[actix_web::test]
async fn nobody_approves_what_they_asked_for_nor_what_their_token_did() {
    let scene = Scene::new().await;
    let own = scene.request(1, NOW).await;
    let token = Requester::LoadToken { name: "Leavers", made_by: Some([1; 16]) };
    let by_token = scene.request_as(token, 2, NOW).await.unwrap();
    for id in [own, by_token] {
        let refused = scene.approve(&scene.desk, &id, 1, None).await;
        assert_eq!(refused, Err(Problem::OwnRequest));
        assert_eq!(scene.refuse(&id, 1, "no").await, Err(Problem::OwnRequest));
        assert_eq!(scene.state(&id).await, ApprovalState::Waiting);
        assert_eq!(scene.times().await, 0);
    }
    let done = scene.approve(&scene.desk, &by_token, 2, None).await;
    assert_eq!(done, Ok(ApprovalState::Done));
    let approval = scene.find(&by_token).await;
    assert_eq!((approval.made, approval.decider.as_str()), (Some(1), "Sato 2"));
    let entered = ["approval-requested", "approval-requested", "approval-given", "script-changed"];
    assert_eq!(scene.entered().await, entered);
}

#[actix_web::test]
async fn two_who_approve_at_once_make_it_happen_once() {
    let scene = Scene::new().await;
    let other = Desk::open(&scene.deployment).await;
    for draft in 0..5 {
        let id = scene.request(draft, NOW).await;
        let (one, two) = tokio::join!(
            scene.approve(&scene.desk, &id, 2, None),
            scene.approve(&other, &id, 3, None)
        );
        let first = [one, two].iter().filter(|one| **one == Ok(ApprovalState::Done)).count();
        let second = [one, two].iter().filter(|one| **one == Err(Problem::ApprovalState)).count();
        assert_eq!((first, second), (1, 1), "{one:?} {two:?}");
        assert_eq!(scene.times().await, usize::from(draft) + 1);
        let late = scene.approve(&scene.desk, &id, 4, None).await;
        assert_eq!(late, Err(Problem::ApprovalState));
    }
}

#[actix_web::test]
async fn what_is_scheduled_runs_at_its_time_and_once() {
    let scene = Scene::new().await;
    let id = scene.request(1, NOW + HOUR).await;
    let later = Some(NOW + 2 * HOUR);
    let scheduled = scene.approve(&scene.desk, &id, 2, later).await;
    assert_eq!(scheduled, Ok(ApprovalState::Scheduled));
    // Not earlier than the requester said, whatever the second person says.
    let other = scene.request(2, NOW + HOUR).await;
    scene.approve(&scene.desk, &other, 2, None).await.unwrap();
    assert_eq!(scene.find(&other).await.not_before, NOW + HOUR);
    scene.take_back(&other, 1).await.unwrap();
    scene.deployment.clock.set(NOW + 2 * HOUR - 1);
    scene.run_due().await;
    assert_eq!(scene.times().await, 0);
    scene.deployment.clock.set(NOW + 2 * HOUR);
    let second = Desk::open(&scene.deployment).await;
    let elsewhere = async {
        carrying_out::run_due(&second.services, &mut OsRng).await.unwrap();
    };
    tokio::join!(scene.run_due(), elsewhere);
    assert_eq!(scene.times().await, 1);
    assert_eq!(scene.state(&id).await, ApprovalState::Done);
    assert_eq!(scene.state(&other).await, ApprovalState::TakenBack);
    let too_far = scene.request(3, NOW).await;
    let ninety_one_days = Some(NOW + 91 * DAY);
    let refused = scene.approve(&scene.desk, &too_far, 2, ninety_one_days).await;
    assert_eq!(refused, Err(Problem::Malformed));
}

#[actix_web::test]
async fn the_first_person_takes_back_and_the_second_refuses() {
    let scene = Scene::new().await;
    let taken = scene.request(1, NOW).await;
    assert_eq!(scene.take_back(&taken, 2).await, Err(Problem::Forbidden));
    scene.take_back(&taken, 1).await.unwrap();
    let late = scene.approve(&scene.desk, &taken, 2, None).await;
    assert_eq!(late, Err(Problem::ApprovalState));
    let refused = scene.request(2, NOW).await;
    assert_eq!(scene.refuse(&refused, 2, " ").await, Err(Problem::Malformed));
    scene.refuse(&refused, 2, "The date is wrong.").await.unwrap();
    assert_eq!(scene.find(&refused).await.reason, "The date is wrong.");
    assert_eq!(scene.take_back(&refused, 1).await, Err(Problem::ApprovalState));
    assert_eq!(scene.state(&refused).await, ApprovalState::Refused);
    // It can be asked for anew.
    assert_ne!(scene.request(2, NOW).await, refused);
    assert_eq!(scene.times().await, 0);
    let entered = scene.entered().await;
    assert!(entered.contains(&"approval-taken-back".to_owned()), "{entered:?}");
    assert!(entered.contains(&"approval-refused".to_owned()), "{entered:?}");
}

#[actix_web::test]
async fn what_nobody_decides_in_fourteen_days_is_over() {
    let scene = Scene::new().await;
    let id = scene.request(1, NOW).await;
    scene.deployment.clock.set(NOW + 14 * DAY - 1);
    scene.run_due().await;
    assert_eq!(scene.state(&id).await, ApprovalState::Waiting);
    scene.deployment.clock.set(NOW + 14 * DAY);
    let late = scene.approve(&scene.desk, &id, 2, None).await;
    assert_eq!(late, Err(Problem::ApprovalState), "before anybody looked for what is due");
    scene.run_due().await;
    assert_eq!(scene.state(&id).await, ApprovalState::Expired);
    assert_eq!(scene.entered().await.last().unwrap(), "approval-expired");
}

#[actix_web::test]
async fn whoever_looks_at_what_is_due_carries_nothing_out() {
    let scene = Scene::new().await;
    let due = scene.request(1, NOW + HOUR).await;
    scene.approve(&scene.desk, &due, 2, None).await.unwrap();
    let overdue = scene.request(2, NOW).await;
    scene.deployment.clock.set(NOW + 14 * DAY);
    let entered = scene.entered().await;
    for room in ["/en/staff", "/api/v1/staff"] {
        let list = format!("{room}/incidents/two-groups/approvals");
        for path in [list.clone(), format!("{list}/{}", hex::encode(due))] {
            let (status, _) = scene.desk.get(&actor(2, 1), &[Role::Publisher], None, &path).await;
            assert_eq!(status, StatusCode::OK, "{path}");
        }
    }
    assert_eq!(scene.state(&due).await, ApprovalState::Scheduled);
    assert_eq!(scene.state(&overdue).await, ApprovalState::Waiting);
    assert_eq!((scene.times().await, scene.entered().await), (0, entered));
    scene.run_due().await;
    assert_eq!(scene.state(&due).await, ApprovalState::Done);
    assert_eq!(scene.state(&overdue).await, ApprovalState::Expired);
    assert_eq!(scene.times().await, 1);
}

#[actix_web::test]
async fn nothing_happens_once_another_set_is_served() {
    const ANN: Person = Person { name: "ann", emails: &["ann@example.jp"], groups: &[0] };
    let scene = Scene::new().await;
    let loader = uploaded(&scene.deployment, "add", &[ANN]).await;
    assert_eq!(loader.step("close").await.status, StatusCode::OK);
    let mut load = [0; 16];
    hex::decode_to_slice(&loader.load, &mut load).unwrap();
    let ask = async |account, based_on| {
        let action = ApprovalAction::Publish { load };
        let by = actor(account, 1);
        scene.ask(Requester::Account(&by), action, NOW, based_on).await
    };
    let id = ask(1, 0).await.unwrap();
    assert_eq!(ask(5, 0).await, Ok(id), "it waits already");
    publish(&scene.deployment, "two-groups", &["bao@example.com"], 0).await;
    let failed = scene.approve(&scene.desk, &id, 2, None).await;
    assert_eq!(failed, Ok(ApprovalState::Failed));
    assert_eq!(
        scene.desk.services.store.set_lines(&scene.desk.incident.id).await.unwrap().len(),
        1
    );
    assert_eq!(scene.find(&id).await.reason, Failure::SetChanged.code());
    assert_eq!(scene.entered().await.last().unwrap(), "approval-failed");
    // Asked for again, from the set that is served now.
    let stale = ask(1, 0).await.unwrap();
    let fresh = ask(1, 1).await.unwrap();
    assert_eq!(scene.state(&stale).await, ApprovalState::Failed);
    assert_eq!(scene.approve(&scene.desk, &fresh, 2, None).await, Ok(ApprovalState::Done));
    assert_eq!(scene.find(&fresh).await.made, Some(2));
}

#[actix_web::test]
async fn what_fails_or_is_interrupted_is_said() {
    let scene = Scene::new().await;
    let missing = ApprovalAction::Script { draft: [9; 16] };
    let by = actor(1, 1);
    let impossible = scene.ask(Requester::Account(&by), missing, NOW, 0).await.unwrap();
    let state = scene.approve(&scene.desk, &impossible, 2, None).await;
    assert_eq!(state, Ok(ApprovalState::Failed));
    assert_eq!(scene.find(&impossible).await.reason, "not-possible");
    for (draft, outcome) in [(2, None), (3, Some(7))] {
        let id = scene.request(draft, NOW).await;
        let (store, approval) = (&scene.desk.services.store, scene.find(&id).await);
        let (by, rng) = (actor(2, 1), &mut OsRng);
        let running = approvals::approve(store, &approval, &by, None, NOW, rng).await;
        assert_eq!(running, Ok(ApprovalState::Running));
        let interrupted = Err(Failure::Interrupted);
        let outcome = async || Ok(outcome);
        let state = approvals::conclude(store, &approval, interrupted, outcome, NOW, rng).await;
        let state = state.unwrap();
        let ended = scene.find(&id).await;
        assert_eq!(ended.state, state);
        match draft {
            2 => assert_eq!((state, ended.reason.as_str()), (ApprovalState::Failed, "interrupted")),
            _ => assert_eq!((state, ended.made), (ApprovalState::Done, Some(7))),
        }
    }
}

#[actix_web::test]
async fn what_a_stopped_server_left_is_settled_later() {
    let scene = Scene::new().await;
    let id = scene.request(1, NOW).await;
    let lost = scene.request(2, NOW).await;
    let running = "UPDATE approvals SET state = 'running', started = requested";
    super::staff_desk::raw(&scene.deployment, running).await;
    scene.deployment.clock.set(NOW + HOUR / 4);
    scene.run_due().await;
    assert_eq!(scene.state(&id).await, ApprovalState::Running, "it may still go on");
    // The first one happened, and nobody could say so.
    let draft = scene.draft(1);
    let new = NewScript { draft: &draft, approver: "Sato 2", since: NOW };
    assert!(scene.desk.services.store.enter_script(&new, None).await.unwrap());
    scene.deployment.clock.set(NOW + HOUR);
    scene.run_due().await;
    assert_eq!(scene.state(&id).await, ApprovalState::Done);
    assert_eq!(scene.state(&lost).await, ApprovalState::Failed);
    assert_eq!(scene.times().await, 1, "what happened is found out, nothing is done again");
}

#[actix_web::test]
async fn the_pages_show_what_changes_and_take_the_decision() {
    let scene = Scene::new().await;
    let publication = ApprovalAction::Publish { load: [1; 16] };
    let by = actor(1, 1);
    let id = scene.ask(Requester::Account(&by), publication, NOW, 0).await.unwrap();
    let id = hex::encode(id);
    let path = format!("/en/staff/incidents/two-groups/approvals/{id}");
    let publisher = [Role::Publisher];
    let (requester, second) = (actor(1, 1), actor(2, 1));
    let list = path.rsplit_once('/').unwrap().0;
    let (status, body) = scene.desk.get(&second, &publisher, None, list).await;
    assert_eq!(status, StatusCode::OK);
    assert!(body.contains(&format!("href=\"{path}\"")) && body.contains("Leavers"), "{body}");
    let (_, body) = scene.desk.get(&second, &publisher, None, &path).await;
    assert!(body.contains("1234") && body.contains("Group A"), "{body}");
    assert!(body.contains("Leavers &#60;2024&#62;") && body.contains("/approve\""), "{body}");
    let (_, body) = scene.desk.get(&requester, &publisher, None, &path).await;
    assert!(!body.contains("/approve\"") && body.contains("/take-back\""), "{body}");
    let (_, body) = scene.desk.get(&second, &[Role::Auditor], None, &path).await;
    assert!(!body.contains("<form class=\"staff-room-form\""), "{body}");
    // An account of another organisation that is limited to a share does not find it.
    let (status, _) = scene.desk.get(&actor(9, 9), &publisher, Some(1), &path).await;
    assert_eq!(status, StatusCode::NOT_FOUND);

    let form = |path: String, text: &'static str| {
        TestRequest::post()
            .uri(&path)
            .insert_header(("content-type", "application/x-www-form-urlencoded"))
            .set_payload(text)
    };
    let wrong = form(format!("{path}/approve"), "at=tomorrow&csrf=token");
    let (status, _) = scene.desk.ask(&second, &publisher, None, wrong).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    let later = form(format!("{path}/approve"), "at=2025-11-22T09%3A00&csrf=token");
    let (status, location) = scene.desk.ask(&second, &publisher, None, later).await;
    assert_eq!((status, location.as_str()), (StatusCode::SEE_OTHER, path.as_str()));
    let (_, body) = scene.desk.get(&second, &publisher, None, &path.replace("/en/", "/ja/")).await;
    assert!(body.contains("2025年11月22日"), "{body}");
    let refuse = form(format!("{path}/refuse"), "reason=The+date&csrf=token");
    let (status, _) = scene.desk.ask(&second, &publisher, None, refuse).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let api = format!("/api/v1/staff/incidents/two-groups/approvals/{id}");
    let (_, body) = scene.desk.get(&second, &publisher, None, &api).await;
    let body: serde_json::Value = serde_json::from_str(&body).unwrap();
    assert_eq!((&body["state"], &body["reason"]), (&"refused".into(), &"The date".into()));
    assert_eq!(body["summary"]["people"]["after"], 1234);
    let (status, _) = scene.desk.get(&second, &publisher, None, &api.replace(&id, "00")).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}
