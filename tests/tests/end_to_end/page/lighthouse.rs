//! What Lighthouse says of the three pages that most people see, on a phone under its usual
//! throttling. How fast a page is depends on the machine: it is printed here, and measured by
//! `cargo xtask bench`.

use crate::page::all_samples::{CAREER, deployment};
use shirabe_tests::{
    browser::Browser,
    lighthouse::{self, Lighthouse},
};

#[test]
fn landing_check_and_record_are_accessible_and_well_made() {
    let lighthouse = match Lighthouse::find() {
        Ok(lighthouse) => lighthouse,
        Err(lighthouse::TooOld(version)) => {
            println!("LEFT OUT: Lighthouse needs Node 18.20 or newer, and here is {version}");
            return;
        }
    };
    let browser = Browser::borrow();
    for rest in ["", "/check", "/record"] {
        let url = format!("{}/ja/incidents/{CAREER}{rest}", deployment().url());
        let report = lighthouse.look_at(&browser, &url);
        println!("{url}: {report}");
        assert_eq!(report.accessibility, 100.0, "{url}: {:?}", report.complaints);
        assert!(report.best_practices >= 95.0, "{url}: {:?}", report.complaints);
    }
}
