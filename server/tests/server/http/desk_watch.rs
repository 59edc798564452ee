//! Watching over the desk: agents, alarms, suspensions.

use super::desk_people::{
    ANN, agent, alarm, call, entered, get, limited, looked_up, page, post, sample, supervisor,
    with_list,
};
use crate::deployment::{HOUR, NOW, staff::Staff};
use actix_web::http::StatusCode;
use serde_json::json;
use shirabe_server::access::Role;

#[actix_web::test]
async fn agents_are_counted_by_hour_and_day() {
    let deployment = with_list().await;
    let staff = Staff::of(&deployment).await;
    let (one, supervisor) = (agent(&staff, "one").await, supervisor(&staff).await);
    let two = agent(&staff, "two").await;
    deployment.clock.set(NOW - 20 * HOUR);
    looked_up(&deployment, &staff, &one, [9; 16], None).await;
    deployment.clock.set(NOW - 2 * HOUR);
    looked_up(&deployment, &staff, &one, [1; 16], None).await;
    deployment.clock.set(NOW);
    for (search, found) in [([2; 16], None), ([3; 16], Some(ANN)), ([4; 16], Some(ANN))] {
        looked_up(&deployment, &staff, &one, search, found).await;
    }
    post(&staff, &two, "desk/calls", call()).await;
    let watched = get(&staff, &supervisor, "desk").await;
    let line = |agent: &serde_json::Value| {
        let number = |name: &str| agent[name].as_u64();
        [
            number("lookups_this_hour"),
            number("lookups_today"),
            number("misses_percent"),
            number("calls_today"),
        ]
    };
    let agents = watched["agents"].as_array().unwrap();
    assert_eq!(agents.len(), 2);
    assert_eq!(line(&agents[0]), [Some(3), Some(4), Some(50), Some(0)]);
    assert_eq!(line(&agents[1]), [Some(0), Some(0), None, Some(1)]);
}

#[actix_web::test]
async fn a_suspended_agent_does_nothing_at_the_desk_until_it_is_lifted() {
    let deployment = with_list().await;
    let staff = Staff::of(&deployment).await;
    let (one, supervisor) = (agent(&staff, "one").await, supervisor(&staff).await);
    looked_up(&deployment, &staff, &one, [1; 16], Some(ANN)).await;
    let incident = staff.incident("two-groups").await;
    let is_suspended =
        || async { staff.services.store.desk_suspended(&incident, &one.account).await.unwrap() };
    assert!(!is_suspended().await);
    let path = |step: &str| format!("desk/agents/{}/{step}", one.id());
    for _ in 0..2 {
        let reply = post(&staff, &supervisor, &path("suspend"), json!({})).await;
        assert_eq!(reply.status, StatusCode::NO_CONTENT);
    }
    assert!(is_suspended().await);
    assert_eq!(post(&staff, &one, "desk/calls", call()).await.problem(), "desk-suspended");
    let wish = json!({"search": "01".repeat(16), "purpose": "answer"});
    let refused = post(&staff, &one, "desk/answer-requests", wish.clone()).await;
    assert_eq!(
        (refused.status, refused.problem().as_str()),
        (StatusCode::FORBIDDEN, "desk-suspended")
    );
    let shown = page(&staff, &supervisor, "desk").await;
    assert!(shown.contains("/lift\"") && !shown.contains("/suspend\""), "{shown}");
    for _ in 0..2 {
        let reply = post(&staff, &supervisor, &path("lift"), json!({})).await;
        assert_eq!(reply.status, StatusCode::NO_CONTENT);
    }
    assert!(!is_suspended().await);
    assert_eq!(post(&staff, &one, "desk/calls", call()).await.status, StatusCode::CREATED);
    assert_eq!(post(&staff, &one, "desk/answer-requests", wish).await.status, StatusCode::CREATED);
    // Suspended again within the same second, which is one row.
    post(&staff, &supervisor, &path("suspend"), json!({})).await;
    assert!(is_suspended().await);
    assert_eq!(entered(&staff, "agent-suspended").await.len(), 2);
    assert_eq!(entered(&staff, "suspension-lifted").await.len(), 1);
}

#[actix_web::test]
async fn a_supervisor_of_a_share_watches_the_own_organisation_alone() {
    let deployment = sample().await;
    let staff = Staff::of(&deployment).await;
    let whole = agent(&staff, "whole").await;
    let own = limited(&staff, "own", 3, Role::DeskAgent).await;
    let chief = limited(&staff, "chief", 3, Role::Supervisor).await;
    alarm(&deployment, &staff, "desk-budget", &whole).await;
    alarm(&deployment, &staff, "desk-misses", &own).await;
    let watched = get(&staff, &chief, "desk").await;
    let names = |of: &str, name: &str| -> Vec<String> {
        let all = watched[of].as_array().unwrap();
        all.iter().map(|one| one[name].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names("agents", "name"), ["own"]);
    assert_eq!(names("alarms", "kind"), ["desk-misses"]);
    let suspend = format!("desk/agents/{}/suspend", whole.id());
    assert_eq!(post(&staff, &chief, &suspend, json!({})).await.problem(), "not-found");
    let hour = NOW / HOUR;
    let seen = json!({"kind": "desk-budget", "subject": whole.id(), "hour": hour});
    assert_eq!(post(&staff, &chief, "desk/alarms/seen", seen).await.problem(), "not-found");
    assert!(entered(&staff, "agent-suspended").await.is_empty());
}

#[actix_web::test]
async fn an_alarm_waits_until_somebody_has_seen_it() {
    let deployment = sample().await;
    let staff = Staff::of(&deployment).await;
    let (one, supervisor) = (agent(&staff, "one").await, supervisor(&staff).await);
    let home = || async {
        let reply = staff.get(&supervisor, "/en/staff").await;
        String::from_utf8(reply.body).unwrap()
    };
    assert!(!home().await.contains("Alarms at the desk"));
    let empty = page(&staff, &supervisor, "desk").await;
    assert!(empty.contains("There is no new alarm.") && empty.contains("No call has been entered"));
    for kind in ["desk-budget", "desk-misses", "same-record", "bulk-budget"] {
        alarm(&deployment, &staff, kind, &one).await;
    }
    assert!(home().await.contains("Alarms at the desk nobody has seen: 4"));
    let hour = (NOW / HOUR).to_string();
    let fields = [("kind", "same-record"), ("subject", &one.id()), ("hour", &hour)];
    let path = "/en/staff/incidents/two-groups/desk";
    let reply = staff.post(&supervisor, &format!("{path}/alarms/seen"), &fields).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER);
    assert_eq!(reply.headers.get("location").unwrap(), path);
    assert!(home().await.contains("nobody has seen: 3"));
    let alarms = get(&staff, &supervisor, "desk").await["alarms"].clone();
    assert_eq!((&alarms[3]["kind"], &alarms[3]["seen"]), (&json!("same-record"), &json!(NOW)));
    assert_eq!(alarms[3]["seen_by"], "supervisor (Office of two-groups)");
    assert_eq!(entered(&staff, "alarm-seen").await.len(), 1);
    let wrong = staff.post(&supervisor, &format!("{path}/alarms/seen"), &[("kind", "x")]).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
}
