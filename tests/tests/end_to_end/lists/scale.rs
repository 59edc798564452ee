//! Many rows: bounded memory on both sides, and lookups that go on while the set is published.
//! `cargo xtask bench --scale` measures the same with a million rows and more.

use shirabe_tests::scale::{self, Scale};

#[test]
fn twenty_thousand_rows_of_the_cheapest_profile_for_real_data() {
    let measured = scale::run(&Scale { rows: 20_000, profile: "mass" });
    println!("{measured:#?}");
    assert!(measured.operator.memory < 300 << 20, "{measured:?}");
    assert!(measured.server.memory < 500 << 20, "{measured:?}");
    assert!(measured.lookups_while_loading > 0 && measured.lookups_failed == 0, "{measured:?}");
}
