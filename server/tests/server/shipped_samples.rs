//! The sample of an incident that is handed out with the programs.

use crate::deployment::Deployment;
use shirabe_server::incidents::apply::Applied;

const SAMPLE: &str = include_str!("../../incident.sample.toml");

#[actix_web::test]
async fn the_sample_incident_can_be_applied_as_it_is() {
    let deployment = Deployment::start().await;
    assert!(matches!(deployment.apply(SAMPLE).await.unwrap(), Applied::Created));
    for language in ["ja", "en"] {
        let page = deployment.get(&format!("/{language}/incidents/sample-incident")).await;
        assert_eq!(page.status, 200);
    }
}
